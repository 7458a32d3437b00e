using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Assistance.Given;

/// <summary>What an endpoint needs to record help, and the rules its fields share.</summary>
internal sealed record HelpWork(Caller Caller, StreamDecision Streams, IClock Clock)
{
    private static readonly LocalDate Earliest = new(2000, 1, 1);

    public string Tenant => Caller.Regency!;

    /// <summary>What is wrong with a date: it must be given, and must have been.</summary>
    public IEnumerable<FieldError> CheckDate(LocalDate? date)
    {
        var today = AssistanceCodes.DayOf(Clock.GetCurrentInstant());
        if (date is not { } day || day < Earliest) yield return Error("date", $"{Earliest:uuuu-MM-dd}..{today:uuuu-MM-dd}");
        else if (day > today) yield return AssistanceProblems.InFuture.At("date", ("expected", $"{today:uuuu-MM-dd}"));
    }

    /// <summary>What is wrong with an id that the client makes.</summary>
    public static IEnumerable<FieldError> CheckId(Guid id, string field)
    {
        if (id == Guid.Empty) yield return Error(field, "UUID");
    }

    /// <summary>What is wrong with an agency's or a service's code.</summary>
    public static IEnumerable<FieldError> CheckCode(string? code, string field, string example)
    {
        if (code is null || !AssistanceCodes.Agency().IsMatch(code)) yield return Error(field, example);
    }

    /// <summary>A field and what it should be.</summary>
    public static FieldError Error(string field, string expected) => AssistanceProblems.InvalidField.At(field, ("expected", expected));

    /// <summary>The answer to a decision.</summary>
    public static IResult Answer(HelpDecision decision) =>
        decision.Refusal ?? (decision.IsNew ? Results.StatusCode(StatusCodes.Status201Created) : (IResult)Results.Ok());
}
