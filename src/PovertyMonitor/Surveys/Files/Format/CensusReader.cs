using System.Text.Json;

namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>Reads a census file household by household, with everything that is wrong in it.</summary>
internal sealed class CensusReader : IDisposable
{
    private static readonly Column Village = Layout.ByCode["place.village"];
    private static readonly Column Number = Layout.ByCode["householdNo"];
    private readonly RowReader _reader;
    private readonly HouseholdGroups _groups;
    private readonly HouseholdRows _rows = new();
    private readonly RowFindings _findings;
    private readonly HouseholdJson _json;
    private readonly Dictionary<ulong, int> _firstRows = [];
    private readonly Dictionary<int, int> _firstRowsOfNumbers = [];
    private readonly (string Regency, string Round) _census;

    /// <summary>Opens a file at its header.</summary>
    /// <exception cref="UnreadableFileException">It has no header, or can't be read.</exception>
    public CensusReader(RowReader reader, string regency, string round)
    {
        _reader = reader;
        _groups = new HouseholdGroups(reader);
        _findings = new RowFindings(_groups.Header);
        _json = new HouseholdJson(_findings);
        _census = (regency, round);
    }

    /// <summary>The file's header.</summary>
    public Header Header => _groups.Header;

    /// <summary>What was noticed about the file as a whole; complete at its end.</summary>
    public IReadOnlyList<FileProblem> Notes => _reader.Notes;

    /// <summary>The row the reader stands on.</summary>
    public int Row => _reader.Row;

    /// <summary>The next household; <see langword="null"/> after the last.</summary>
    /// <param name="check">Reads the JSON of a submission and says what is wrong with it.</param>
    /// <param name="after">Households that begin at or before this row are only remembered.</param>
    /// <exception cref="UnreadableFileException">The file is broken or goes beyond a bound.</exception>
    public CensusHousehold? Read(Func<JsonElement, ReadSubmission> check, int after = 0)
    {
        while (_groups.Read(_rows))
        {
            var first = _rows.NumberOf(0);
            var ids = FileIds.Of(_census.Regency, _census.Round, _rows);
            var earlier = ids is { } known ? Earlier(known.Submission, first) ?? EarlierOfNumber(first) : null;
            if (first <= after) continue;
            _findings.Begin(_rows);
            _findings.Problems.AddRange(_groups.Outside);
            if (ids is not { } found)
            {
                _findings.Add(0, Number, FileProblems.NoHouseholdNumber);
                return Result(null, null);
            }
            if (earlier is { } row)
            {
                (string, string)[] rows = [("first", $"{row}"), ("second", $"{first}")];
                _findings.Problems.Add(FileProblem.Of(row, null, null, FileProblems.Scattered, rows));
                _findings.Problems.Add(FileProblem.Of(first, null, null, FileProblems.Scattered, rows));
            }
            if (_rows.IsOverfull)
            {
                _findings.Problems.Add(FileProblem.Of(first, null, null, FileProblems.TooManyRows, ("limit", $"{HouseholdRows.MostRows}")));
                return Result(found.Submission, null);
            }
            return Checked(found, check);
        }
        return null;
    }

    public void Dispose() => _json.Dispose();

    private CensusHousehold Checked((Guid Household, Guid Submission) ids, Func<JsonElement, ReadSubmission> check)
    {
        var bytes = _json.Write(_rows, ids.Household, ids.Submission, _census.Round);
        using var document = JsonDocument.Parse(bytes);
        var read = check(document.RootElement);
        foreach (var error in read.Errors) _findings.Add(error, _json.Members);
        // Whoever sends a file can mend it, so nothing of it has to wait for a person.
        if (read.Reason is not null) _findings.Add(_rows.FirstWith(Village), Village, FileProblems.UnknownVillage, ("expected", "35.22.15.2002"));
        return Result(ids.Submission, _findings.Refuse ? null : read);
    }

    private CensusHousehold Result(Guid? submission, ReadSubmission? read) => new(
        _rows.NumberOf(0), _rows.LastRow, read?.Submission?.Answers?.Members.Count ?? 0, submission, read, [.. _findings.Problems]);

    // Rows that go on with a household may leave its village empty: torn away from it they look like another one.
    private int? EarlierOfNumber(int row)
    {
        var number = string.GetHashCode(_rows.Cell(_rows.FirstWith(Number), Number), StringComparison.OrdinalIgnoreCase);
        if (_rows.Cell(_rows.FirstWith(Village), Village).IsEmpty && _firstRowsOfNumbers.TryGetValue(number, out var earlier)) return earlier;
        _firstRowsOfNumbers[number] = row;
        return null;
    }

    // Half of an id tells a million apart.
    private int? Earlier(Guid submission, int row)
    {
        Span<byte> bytes = stackalloc byte[16];
        submission.TryWriteBytes(bytes);
        return _firstRows.TryAdd(BitConverter.ToUInt64(bytes[8..]), row) ? null : _firstRows[BitConverter.ToUInt64(bytes[8..])];
    }
}

/// <summary>One household of a file.</summary>
/// <param name="FirstRow">Its first row as a spreadsheet shows it.</param>
/// <param name="LastRow">Its last row.</param>
/// <param name="Members">How many members it has; 0 where it can't be taken.</param>
/// <param name="SubmissionId">The submission's id; absent where the rows don't name the household.</param>
/// <param name="Read">What it says; <see langword="null"/> where it can't be taken.</param>
/// <param name="Problems">What is wrong.</param>
internal sealed record CensusHousehold(
    int FirstRow, int LastRow, int Members, Guid? SubmissionId, ReadSubmission? Read, IReadOnlyList<FileProblem> Problems);
