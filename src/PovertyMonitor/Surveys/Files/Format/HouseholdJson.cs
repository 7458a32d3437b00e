using System.Buffers;
using System.Globalization;
using System.Text.Json;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>
/// Writes a household's rows as the JSON of one submission, the same for the same content. What can't be turned into
/// an answer is written as it stands, so that the one check of all doors says what is wrong with it.
/// </summary>
/// <param name="findings">What is wrong with the rows; cells it names are left out.</param>
internal sealed class HouseholdJson(RowFindings findings) : IDisposable
{
    private static readonly Column Number = Layout.ByCode["members.no"];
    private static readonly Column MemberId = Layout.ByCode["members.id"];
    private static readonly Column[] OfMembers = [.. Layout.Columns.Where(c => c.List == EnvelopeColumns.Members)];
    private static readonly Column[] Identities = [.. Layout.Columns.Where(c => c.Personal && c.List == EnvelopeColumns.Members)];
    private static readonly Column[] Household = [.. Layout.Columns.Where(c => c.Personal && c.List is null)];
    private static readonly Column[] Visit = [.. new[] { "corrects", "interviewedAt", "enumerator", "device" }.Select(c => Layout.ByCode[c])];
    private static readonly Column[] Place = [.. new[] { "place.village", "place.rt", "place.rw", "place.dasaWisma" }.Select(c => Layout.ByCode[c])];
    private static readonly Column[] End = [.. new[] { "outcome", "consent" }.Select(c => Layout.ByCode[c])];

    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 13);
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { SkipValidation = true });
    private readonly CellJson _cells = new(findings);
    private HouseholdRows _rows = null!;

    /// <summary>The members' ids by row, in the order of the JSON.</summary>
    public MemberRows Members { get; } = new();

    /// <summary>The JSON; valid until the next household.</summary>
    public ReadOnlyMemory<byte> Write(HouseholdRows rows, Guid household, Guid submission, string round)
    {
        _rows = rows;
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        ReadMembers(household);
        _json.WriteStartObject();
        _json.WriteString("submissionId", submission);
        _json.WriteString("householdId", household);
        _json.WriteString("round", round);
        foreach (var column in Visit) WriteNamed(column.Code, column, -1);
        _json.WriteStartObject("place");
        foreach (var column in Place) WriteNamed(LastName(column), column, -1);
        _json.WriteEndObject();
        foreach (var column in End) WriteNamed(column.Code, column, -1);
        if (SaysSomething(Layout.Answers, -1) || Members.Count > 0) WriteRecord(Layout.Answers, -1, named: true);
        WritePersonal();
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    public void Dispose() => _json.Dispose();

    private void ReadMembers(Guid household)
    {
        Members.Clear();
        for (var row = 0; row < _rows.Count; row++)
        {
            if (!Any(OfMembers, row)) continue;
            var cell = _rows.Cell(row, Number);
            var number = Members.Count + 1;
            if (!cell.IsEmpty && (!int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number < 1))
                findings.Add(row, Number, SurveyProblems.WrongKind, ("expected", "1, 2, 3"));
            Members.Add(row, number, Guid.TryParse(_rows.Cell(row, MemberId), out var id) ? id : FileIds.Member(household, number));
        }
    }

    private void WriteRecord(RecordNode record, int row, bool named)
    {
        if (named) _json.WritePropertyName(record.Name);
        _json.WriteStartObject();
        foreach (var child in record.Children)
            switch (child)
            {
                case LeafNode { Column: var column } when column == MemberId: _json.WriteString(child.Name, Members.IdAt(row)); break;
                case LeafNode leaf: WriteNamed(leaf.Name, leaf.Column, row); break;
                case ListNode list: WriteList(list); break;
                case RecordNode part when !SaysSomething(part, row): break;
                case RecordNode { MayBeUnknown: true } part when IsUnknown(part, row): _json.WriteString(part.Name, AnswersReader.Unknown); break;
                case RecordNode part: WriteRecord(part, row, named: true); break;
            }
        _json.WriteEndObject();
    }

    private void WriteList(ListNode list)
    {
        var members = list.Element.Name == EnvelopeColumns.Members;
        var count = 0;
        for (var row = 0; row < _rows.Count; row++)
            if (IsElement(list, members, row)) count++;
        if (list.Count is { } column)
        {
            var said = _rows.Cell(_rows.FirstWith(column), column);
            var unknown = Words.IsUnknown(said);
            if (count == 0 && (said.IsEmpty || unknown))
            {
                if (unknown) _json.WriteString(list.Name, AnswersReader.Unknown);
                return;
            }
            if (!said.IsEmpty && (!int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number != count))
                findings.Add(_rows.FirstWith(column), column, SurveyProblems.WrongCount, ("expected", count.ToString(CultureInfo.InvariantCulture)));
        }
        _json.WriteStartArray(list.Name);
        for (var row = 0; row < _rows.Count; row++)
            if (IsElement(list, members, row))
            {
                if (!members) Members.AddElement(list.Name, row);
                WriteRecord(list.Element, row, named: false);
            }
        _json.WriteEndArray();
    }

    private void WritePersonal()
    {
        var people = 0;
        for (var i = 0; i < Members.Count; i++)
            if (Any(Identities, Members.RowAt(i))) people++;
        if (people == 0 && Household.All(c => _rows.Cell(_rows.FirstWith(c), c).IsEmpty)) return;
        _json.WriteStartObject("personal");
        foreach (var column in Household) WriteNamed(LastName(column), column, -1);
        if (people > 0)
        {
            _json.WriteStartArray("members");
            for (var i = 0; i < Members.Count; i++)
            {
                var row = Members.RowAt(i);
                if (!Any(Identities, row)) continue;
                Members.AddElement("personal.members", row);
                _json.WriteStartObject();
                _json.WriteString("id", Members.IdAt(row));
                foreach (var column in Identities) WriteNamed(LastName(column), column, row);
                _json.WriteEndObject();
            }
            _json.WriteEndArray();
        }
        _json.WriteEndObject();
    }

    private void WriteNamed(string name, Column column, int row)
    {
        if (row < 0) row = _rows.FirstWith(column);
        if (_rows.Cell(row, column).IsEmpty) return;
        _json.WritePropertyName(name);
        _cells.Write(_json, _rows, row, column, Members);
    }

    private bool IsElement(ListNode list, bool members, int row) => members ? Members.IsMember(row) : SaysSomething(list.Element, row);

    private bool SaysSomething(Node node, int row) => node switch
    {
        LeafNode leaf => !_rows.Cell(row < 0 ? _rows.FirstWith(leaf.Column) : row, leaf.Column).IsEmpty,
        RecordNode record => record.Children.Any(child => SaysSomething(child, row)),
        ListNode { Count: { } count } => !_rows.Cell(_rows.FirstWith(count), count).IsEmpty,
        _ => false,
    };

    private bool IsUnknown(RecordNode record, int row) => record.Children.All(child => child is LeafNode leaf
        && _rows.Cell(row, leaf.Column) is var cell && (cell.IsEmpty || Words.IsUnknown(cell)));

    private bool Any(Column[] columns, int row)
    {
        foreach (var column in columns)
            if (!_rows.Cell(row, column).IsEmpty) return true;
        return false;
    }

    private static string LastName(Column column) => column.Code[(column.Code.LastIndexOf('.') + 1)..];
}
