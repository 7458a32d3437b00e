using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Measures;
using PovertyMonitor.Musdes.Objections;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Musdes;

/// <summary>Makes what readers of a list see.</summary>
internal sealed class MusdesViews(MusdesReader reader, PovertyReader figures, IRegister registers, LinesNow now, RevisitsMade revisits)
{
    /// <summary>The answer to a command: the problem, or the list as it is now.</summary>
    public async Task<IResult> AnswerAsync(MusdesAnswer answer, Caller caller, Language language, HttpResponse response, CancellationToken ct)
    {
        if (answer.Refusal is { } refusal) return refusal;
        response.StateVersion(answer.Version);
        return Results.Json(await OfAsync(answer.List, caller, language, ct), statusCode: answer.Recorded ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>Answers with a list, its version in the ETag, if it is in the caller's area.</summary>
    public async Task<IResult> ShowAsync(Caller caller, Guid id, Language language, HttpResponse response, CancellationToken ct)
    {
        var (list, version) = await reader.ListAsync(caller.Regency!, id, ct);
        if (list.Drawn is not { } drawn) return MusdesProblems.UnknownList.Result(("list", id));
        if (!caller.MayRead(drawn.Village)) return AccessProblems.AreaNotAllowed.Result(("area", drawn.Village));
        response.StateVersion(version);
        return Results.Ok(await OfAsync(list, caller, language, ct));
    }

    private async Task<ListView> OfAsync(MusdesList list, Caller caller, Language language, CancellationToken ct)
    {
        var measures = await figures.MeasuresAsync(caller.Regency!, ct);
        var register = await registers.OfAsync(caller.Regency!, ct);
        return ListView.Of(list, measures.First(m => m.Id == list.Drawn!.Measure), register, await now.OfAsync(caller.Regency!, list, ct),
            await revisits.StandOfAsync(caller.Regency!, list, ct), language);
    }
}

/// <summary>A village's list for its meeting.</summary>
/// <param name="ListId">Its id.</param>
/// <param name="Village">The village's Kemendagri code.</param>
/// <param name="VillageName">Its name.</param>
/// <param name="Meeting"><c>musdes</c>, or <c>muskel</c> in a kelurahan.</param>
/// <param name="Round">The round it was drawn from; absent for the current figure.</param>
/// <param name="Number">Which list of that village and round it is.</param>
/// <param name="Measure">The measure revision.</param>
/// <param name="KnownOn">The place of the log that the figures were as of.</param>
/// <param name="DrawnOn">The day it was drawn.</param>
/// <param name="State">How far it has come.</param>
/// <param name="ReturnReason">Why the camat gave it back last.</param>
/// <param name="Posting">How long the result is posted.</param>
/// <param name="Objecting">How long objections are taken.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Meetings">The meetings about it.</param>
/// <param name="Objections">The objections to it.</param>
/// <param name="Decree">The decree that covers it.</param>
internal sealed record ListView(
    Guid ListId, string Village, string? VillageName, string Meeting, string? Round, int Number, string Measure, long KnownOn, LocalDate DrawnOn, ListState State,
    ReturnReason? ReturnReason, DeadlineView? Posting, DeadlineView? Objecting,
    IReadOnlyList<LineView> Lines, IReadOnlyList<MeetingView> Meetings, IReadOnlyList<ObjectionView> Objections, DecreeView? Decree)
{
    public static ListView Of(
        MusdesList list, CompiledMeasure measure, Register register, IReadOnlyDictionary<Guid, LineReason> gone, IReadOnlyDictionary<Guid, RevisitStand> revisits, Language language)
    {
        var (drawn, last) = (list.Drawn!, list.Meetings.LastOrDefault());
        return new(drawn.ListId, drawn.Village, register.Find(AreaCode.Parse(drawn.Village))?.Name, MusdesWords.MeetingIn(drawn.Village), drawn.Round, drawn.Number,
            drawn.Measure, drawn.KnownOn, drawn.DrawnOn, list.State, list.Returned,
            last is null ? null : DeadlineView.Of(last.PostedUntil, language), last is null ? null : DeadlineView.Of(last.ObjectionsUntil, language),
            [.. list.Lines.Values.Select(l => LineView.Of(l, list.StageOf(l), gone, revisits, measure, language))],
            [.. list.Meetings.Select((m, i) => MeetingView.Of(m, list.ScansOf(i)))],
            [.. list.Objections.Select(o => new ObjectionView(o.Id, o.Lodged.Household, o.Lodged.Line, Question.CodeOf(o.Lodged.Ground), o.State, o.Rejection,
                o.Lodged.LodgedOn, DeadlineView.Of(o.Lodged.AnswerBy, language)))],
            list.Decree is { } decree ? new DecreeView(decree.Decree, decree.Date) : null);
    }
}

/// <summary>A line of a list.</summary>
/// <param name="Line">Its number.</param>
/// <param name="Household">The household.</param>
/// <param name="Rt">The neighbourhood.</param>
/// <param name="Rw">The hamlet.</param>
/// <param name="DasaWisma">The Dasa Wisma group.</param>
/// <param name="Persons">The household's members.</param>
/// <param name="Deprivations">In what it is deprived, in words.</param>
/// <param name="Stage">The furthest stage reached.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Reason">Why.</param>
/// <param name="RevisitSince">Since when the household waits for another visit, or had one.</param>
/// <param name="Gone">Of a household that is in the village no more, or is no more: why, which is also the reason with which the meeting can take it off.</param>
/// <param name="Revisit">How the visit came out that a meeting wants; absent where none does.</param>
internal sealed record LineView(
    int Line, Guid Household, string? Rt, string? Rw, string? DasaWisma, int Persons, IReadOnlyList<string> Deprivations, Stage Stage,
    MeetingDecision? Decision, LineReason? Reason, LocalDate? RevisitSince, GoneView? Gone, RevisitView? Revisit)
{
    public static LineView Of(
        Line line, Stage stage, IReadOnlyDictionary<Guid, LineReason> gone, IReadOnlyDictionary<Guid, RevisitStand> revisits, CompiledMeasure measure, Language language) => new(
        line.Entry.Number, line.Entry.Household, line.Entry.Rt, line.Entry.Rw, line.Entry.DasaWisma, line.Entry.Persons,
        InWords(line.Entry, measure, language), stage, line.Decision, line.Reason, line.RevisitSince,
        gone.TryGetValue(line.Entry.Household, out var why) ? new(why, AnswerLines.NameOf(why, language)) : null,
        line.RevisitSince is not null && revisits.TryGetValue(line.Entry.Household, out var stand) ? new(stand.State, stand.At, stand.Words.In(language)) : null);

    /// <summary>The deprivations of a line by the names of their indicators.</summary>
    public static IReadOnlyList<string> InWords(ListLine line, CompiledMeasure measure, Language language) =>
        [.. measure.Definition.Dimensions.SelectMany(d => d.Indicators).Where(i => line.Deprivations.Contains(i.Code))
            .Select(i => language == Language.English ? i.Name.En : i.Name.Id)];
}

/// <summary>What became of a household since it was counted.</summary>
/// <param name="Reason">The code of a reason.</param>
/// <param name="Text">The same in words.</param>
internal sealed record GoneView(LineReason Reason, string Text);

/// <summary>How a revisit came out.</summary>
/// <param name="State"><c>open</c>, <c>interviewed</c> or <c>refused</c>.</param>
/// <param name="At">When the household answered or refused.</param>
/// <param name="Text">What that means, in words.</param>
internal sealed record RevisitView(RevisitState State, Instant? At, string Text);

/// <summary>A deadline.</summary>
/// <param name="Until">Its last day; absent where the regency has set no time.</param>
/// <param name="Note">Says so then.</param>
internal sealed record DeadlineView(LocalDate? Until, string? Note)
{
    public static DeadlineView Of(LocalDate? until, Language language) => new(until, until is null ? MusdesWords.NotSet.In(language) : null);
}

/// <summary>A meeting.</summary>
/// <param name="Minutes">The minutes' number.</param>
/// <param name="HeldOn">The day.</param>
/// <param name="Women">Women present.</param>
/// <param name="Men">Men present.</param>
/// <param name="Decisions">How many lines it decided.</param>
/// <param name="Scan">The signed minutes, once uploaded.</param>
/// <param name="EarlierScans">The scans in whose place it came, the oldest first; absent where there are none.</param>
internal sealed record MeetingView(string Minutes, LocalDate HeldOn, int Women, int Men, int Decisions, ScanView? Scan, IReadOnlyList<ScanView>? EarlierScans)
{
    public static MeetingView Of(MeetingRecorded meeting, IReadOnlyList<MinutesFiled> scans)
    {
        List<ScanView> views = [.. scans.Select(s => new ScanView(s.Sha256, s.MediaType, s.Size))];
        return new(meeting.Minutes, meeting.HeldOn, meeting.Women, meeting.Men, meeting.Decisions.Count, views.LastOrDefault(), views.Count > 1 ? views[..^1] : null);
    }
}

/// <summary>A scan of signed minutes.</summary>
/// <param name="Sha256">Its hash, in hexadecimal digits.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record ScanView(string Sha256, string MediaType, int Size);

/// <summary>An objection.</summary>
/// <param name="ObjectionId">Its id.</param>
/// <param name="Household">The household.</param>
/// <param name="Line">Its line; absent where the household is missing from the list.</param>
/// <param name="Ground">Why.</param>
/// <param name="State">What has become of it.</param>
/// <param name="Rejection">Why it was rejected.</param>
/// <param name="LodgedOn">The day it was lodged.</param>
/// <param name="Answer">Until when it has to be answered.</param>
internal sealed record ObjectionView(
    Guid ObjectionId, Guid Household, int? Line, string Ground, ObjectionState State, RejectionReason? Rejection, LocalDate LodgedOn, DeadlineView Answer);

/// <summary>A decree of the bupati.</summary>
/// <param name="Decree">Its number.</param>
/// <param name="Date">Its date.</param>
internal sealed record DecreeView(string Decree, LocalDate Date);
