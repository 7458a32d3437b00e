using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Surveys.Rounds;

/// <summary>What an endpoint needs to change a round.</summary>
internal sealed record RoundWork(Caller Caller, HttpRequest Request, StreamDecision Streams, RoundRegister Rounds, IClock Clock)
{
    public string Tenant => Caller.Regency!;

    /// <summary>Who acts on a round now.</summary>
    public RoundAct On(string round) => new(round, Caller.Subject, Clock.GetCurrentInstant(), Request.SeenVersion());

    /// <summary>What is wrong with a round's code.</summary>
    public static IEnumerable<FieldError> Check(string round)
    {
        if (!SubmissionReader.RoundCode().IsMatch(round)) yield return RoundProblems.InvalidEntry.At("round", ("expected", "2019-1"));
    }

    /// <summary>Decides about a round; says why not where it is refused.</summary>
    public async Task<ProblemResult?> DecideAsync(
        string round, Func<RoundAct, IReadOnlyList<object>, (ProblemResult?, IReadOnlyList<object>)> decide, NpgsqlBatchCommand also, CancellationToken ct)
    {
        var act = On(round);
        var refusal = await Streams.DecideAsync(Tenant, RoundStream.Of(round), history => decide(act, history), ct, also);
        Rounds.Forget(Tenant);
        return refusal;
    }
}
