using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Villages;

/// <summary>
/// What the projection keeps of a household between pages, so that its history need not be read again: its facts, and instead
/// of the answers what the measures in force made of them.
/// </summary>
/// <param name="State">The facts; the answers in them are stand-ins that only the memo knows.</param>
/// <param name="Memo">What measures made of the answers.</param>
internal sealed record KeptHousehold(Household State, AssessmentMemo Memo)
{
    private const byte Format = 1;

    // Whether anybody lived there is all that is asked of the answers themselves.
    private static readonly Member[] Somebody = [new()];

    /// <summary>As bytes; <see langword="null"/> where only the log has what the next event may need: people who came and went, answers not assessed.</summary>
    public static byte[]? Write(Household state, AssessmentMemo memo, IReadOnlyList<CompiledMeasure> measures)
    {
        if (state.AllChanges.Length > 0) return null;
        using var stream = new MemoryStream(512);
        using var to = new BinaryWriter(stream);
        to.Write(Format);
        to.Write7BitEncodedInt(measures.Count);
        foreach (var measure in measures) to.Write(measure.Id);
        to.Write(state.RegisteredIn is not null);
        if (state.RegisteredIn is { } place) Write(to, place);
        to.Write7BitEncodedInt(state.Completed.Length);
        foreach (var e in state.Completed)
        {
            Write(to, e.SubmissionId);
            to.Write(e.Round);
            Write(to, e.InterviewedAt);
            Write(to, e.Place);
            if (!Write(to, e.Answers, memo)) return null;
        }
        to.Write7BitEncodedInt(state.Corrections.Length);
        foreach (var e in state.Corrections)
        {
            Write(to, e.SubmissionId);
            Write(to, e.Corrects);
            Write(to, e.CorrectedAt);
            Write(to, e.Place);
            if (!Write(to, e.Answers, memo)) return null;
        }
        to.Write7BitEncodedInt(state.AllVisits.Length);
        foreach (var e in state.AllVisits)
        {
            Write(to, e.SubmissionId);
            to.Write(e.Round);
            Write(to, e.VisitedAt);
            Write(to, e.Place);
            to.Write7BitEncodedInt((int)e.Outcome);
        }
        to.Write7BitEncodedInt(state.AllMoves.Length);
        foreach (var e in state.AllMoves)
        {
            Write(to, e.ChangeId);
            Write(to, e.MovedAt);
            Write(to, e.To);
        }
        Write(to, [.. state.Withdrawals.Keys]);
        Write(to, [.. state.Rejected]);
        to.Flush();
        return stream.ToArray();
    }

    /// <summary>Whether bytes have what these measures made of the answers.</summary>
    public static bool Knows(byte[] bytes, IReadOnlyList<CompiledMeasure> measures)
    {
        using var from = new BinaryReader(new MemoryStream(bytes));
        return Begins(from, measures);
    }

    /// <summary>From bytes that know what these measures made of the answers.</summary>
    /// <exception cref="InvalidOperationException">They don't.</exception>
    public static KeptHousehold Read(byte[] bytes, IReadOnlyList<CompiledMeasure> measures)
    {
        using var from = new BinaryReader(new MemoryStream(bytes));
        if (!Begins(from, measures)) throw new InvalidOperationException("What is kept of the household is of other measures.");
        var memo = new AssessmentMemo(measures);
        var facts = new List<object>();
        if (from.ReadBoolean()) facts.Add(new HouseholdRegistered(Guid.Empty, ReadPlace(from), default));
        for (var n = from.Read7BitEncodedInt(); n > 0; n--)
            facts.Add(new InterviewCompleted(ReadId(from), from.ReadString(), ReadInstant(from), "", null, ReadPlace(from), ReadAnswers(from, memo, measures.Count)));
        for (var n = from.Read7BitEncodedInt(); n > 0; n--)
            facts.Add(new InterviewCorrected(ReadId(from), ReadId(from), ReadInstant(from), "", null, ReadPlace(from), ReadAnswers(from, memo, measures.Count)));
        for (var n = from.Read7BitEncodedInt(); n > 0; n--)
            facts.Add(new VisitRecorded(ReadId(from), from.ReadString(), ReadInstant(from), "", null, ReadPlace(from), (VisitOutcome)from.Read7BitEncodedInt()));
        for (var n = from.Read7BitEncodedInt(); n > 0; n--) facts.Add(new HouseholdMoved(ReadId(from), ReadInstant(from), ReadPlace(from)));
        for (var n = from.Read7BitEncodedInt(); n > 0; n--) facts.Add(new ChangeWithdrawn(Guid.Empty, "", ReadId(from), default));
        for (var n = from.Read7BitEncodedInt(); n > 0; n--) facts.Add(new InterviewWithdrawn(ReadId(from), "", ""));
        return new(Household.After(facts), memo);
    }

    private static bool Begins(BinaryReader from, IReadOnlyList<CompiledMeasure> measures)
    {
        if (from.ReadByte() != Format || from.Read7BitEncodedInt() != measures.Count) return false;
        foreach (var measure in measures)
            if (from.ReadString() != measure.Id) return false;
        return true;
    }

    private static bool Write(BinaryWriter to, Answers answers, AssessmentMemo memo)
    {
        if (memo.Find(answers) is not { } assessed) return false;
        foreach (var (deprived, missing) in assessed.Masks)
        {
            to.Write(deprived);
            to.Write(missing);
        }
        var c = assessed.Composition;
        foreach (var count in (ReadOnlySpan<int>)[c.Persons, c.Female, c.Male, c.UnderFive, c.Children, c.Adults, c.Elderly, c.Women, c.Men, c.Disabled]) to.Write7BitEncodedInt(count);
        to.Write(c.FemaleHead);
        return true;
    }

    private static Answers ReadAnswers(BinaryReader from, AssessmentMemo memo, int measures)
    {
        var masks = new (uint, uint)[measures];
        for (var m = 0; m < masks.Length; m++) masks[m] = (from.ReadUInt32(), from.ReadUInt32());
        var composition = new Composition(
            from.Read7BitEncodedInt(), from.Read7BitEncodedInt(), from.Read7BitEncodedInt(), from.Read7BitEncodedInt(), from.Read7BitEncodedInt(),
            from.Read7BitEncodedInt(), from.Read7BitEncodedInt(), from.Read7BitEncodedInt(), from.Read7BitEncodedInt(), from.Read7BitEncodedInt(), from.ReadBoolean());
        var standIn = new Answers { Members = composition.Persons > 0 ? Somebody : [] };
        memo.Remember(standIn, new(masks, composition));
        return standIn;
    }

    private static void Write(BinaryWriter to, Guid[] ids)
    {
        to.Write7BitEncodedInt(ids.Length);
        foreach (var id in ids) Write(to, id);
    }

    private static void Write(BinaryWriter to, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        to.Write(bytes);
    }

    private static Guid ReadId(BinaryReader from)
    {
        Span<byte> bytes = stackalloc byte[16];
        from.BaseStream.ReadExactly(bytes);
        return new(bytes);
    }

    // Whole: PostgreSQL's microseconds would make another order of what happened within one.
    private static void Write(BinaryWriter to, Instant instant)
    {
        var since = instant - NodaConstants.UnixEpoch;
        to.Write(since.Days);
        to.Write(since.NanosecondOfDay);
    }

    private static Instant ReadInstant(BinaryReader from) => NodaConstants.UnixEpoch + Duration.FromDays(from.ReadInt32()) + Duration.FromNanoseconds(from.ReadInt64());

    private static void Write(BinaryWriter to, Place place)
    {
        to.Write(place.Village);
        foreach (var part in (ReadOnlySpan<string?>)[place.Rt, place.Rw, place.DasaWisma])
        {
            to.Write(part is not null);
            if (part is not null) to.Write(part);
        }
    }

    private static Place ReadPlace(BinaryReader from) => new(from.ReadString(), Part(from), Part(from), Part(from));

    private static string? Part(BinaryReader from) => from.ReadBoolean() ? from.ReadString() : null;
}
