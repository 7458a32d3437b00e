using JasperFx.Events;
using Marten;
using Marten.Events.Aggregation;
using Marten.Events.Projections;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Benchmarks.Projection;

/// <summary>
/// The same index as Marten's documentation would have it written: a document per household, and in a second stage a document per
/// village that sums them up. One measure, the present alone, no history, no rounds.
/// </summary>
internal static class Peer
{
    public const string Name = "peer";

    public static readonly CompiledMeasure Measure = MeasureCompiler.Compile(ShippedMeasures.Read(ShippedMeasures.GlobalMpi), 1);

    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    public static void AddTo(StoreOptions options) => options.Projections.CompositeProjectionFor(Name, composite =>
    {
        composite.Add<PeerHouseholdProjection>();
        composite.Add<PeerVillageProjection>(2);
    });
}

/// <summary>A household as it stands.</summary>
internal sealed class PeerHousehold
{
    public Guid Id { get; set; }

    public string Village { get; set; } = "";

    public string? Left { get; set; }

    public Instant InterviewedAt { get; set; }

    public uint Deprived { get; set; }

    public uint Missing { get; set; }

    public int Persons { get; set; }
}

/// <summary>A village with its households.</summary>
internal sealed class PeerVillage
{
    public string Id { get; set; } = "";

    public Dictionary<Guid, PeerCount> Households { get; set; } = [];
}

/// <summary>What a household counts.</summary>
internal sealed record PeerCount(uint Deprived, uint Missing, int Persons);

internal sealed partial class PeerHouseholdProjection : SingleStreamProjection<PeerHousehold, Guid>
{
    public override PeerHousehold? Evolve(PeerHousehold? snapshot, Guid id, IEvent e)
    {
        snapshot ??= new PeerHousehold { Id = id };
        switch (e.Data)
        {
            case HouseholdRegistered registered:
                snapshot.Village = registered.Place.Village;
                break;
            case InterviewCompleted interview when interview.InterviewedAt >= snapshot.InterviewedAt:
                snapshot.Left = snapshot.Village == interview.Place.Village ? null : snapshot.Village;
                snapshot.Village = interview.Place.Village;
                snapshot.InterviewedAt = interview.InterviewedAt;
                snapshot.Persons = interview.Answers.Members.Count;
                (snapshot.Deprived, snapshot.Missing) = Peer.Measure.Assess(interview.Answers, interview.InterviewedAt.InZone(Peer.Zone).Date);
                break;
        }
        return snapshot;
    }
}

internal sealed partial class PeerVillageProjection : MultiStreamProjection<PeerVillage, string>
{
    public PeerVillageProjection() => Identities<Updated<PeerHousehold>>(u => u.Entity.Left is { } left ? [u.Entity.Village, left] : [u.Entity.Village]);

    public override PeerVillage? Evolve(PeerVillage? snapshot, string id, IEvent e)
    {
        snapshot ??= new PeerVillage { Id = id };
        if (e.Data is not Updated<PeerHousehold> { Entity: var household }) return snapshot;
        if (household.Village == id) snapshot.Households[household.Id] = new(household.Deprived, household.Missing, household.Persons);
        else snapshot.Households.Remove(household.Id);
        return snapshot;
    }
}
