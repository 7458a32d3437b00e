namespace PovertyMonitor.Duplicates.Linkage;

/// <summary>Two households that may be one.</summary>
/// <param name="A">The one with the smaller id.</param>
/// <param name="B">The other.</param>
/// <param name="Comparison">How far they agree.</param>
/// <param name="SharedNiks">How many identity numbers both gave.</param>
/// <param name="Probability">The probability that they are one, 0 to 1.</param>
internal sealed record Candidate(Profile A, Profile B, Comparison Comparison, int SharedNiks, double Probability)
{
    /// <summary>Two households, in any order, under a model.</summary>
    public static Candidate Of(Profile one, Profile other, LinkageModel model)
    {
        var (a, b) = one.Household.CompareTo(other.Household) < 0 ? (one, other) : (other, one);
        var comparison = Comparison.Of(a, b);
        return new(a, b, comparison, a.SharedNiks(b), model.Probability(comparison));
    }

    /// <summary>Whether both gave the same family card.</summary>
    public bool SharesFamilyCard => Comparison.FamilyCard == 0;

    /// <summary>Those of some households that may be others: each pair once, in the order of the ids.</summary>
    /// <param name="asked">The households whose duplicates are looked for.</param>
    /// <param name="villages">All households of their villages, they included.</param>
    /// <param name="elsewhere">Households of other villages that share a number with one of them.</param>
    /// <param name="model">The model.</param>
    public static CandidatesFound Among(
        IReadOnlySet<Guid> asked, IEnumerable<IReadOnlyList<Profile>> villages, IReadOnlyCollection<Profile> elsewhere, LinkageModel model)
    {
        var (found, crowded) = (new Dictionary<(Guid, Guid), Candidate>(), new HashSet<Guid>());
        void Look(Profile one, Profile other)
        {
            var candidate = Of(one, other, model);
            if (candidate.Probability >= LinkageModel.Possible) found[(candidate.A.Household, candidate.B.Household)] = candidate;
        }

        foreach (var village in villages)
        {
            var blocks = new Blocks(village);
            for (var i = 0; i < village.Count; i++)
            {
                if (!asked.Contains(village[i].Household)) continue;
                if (blocks.IsCrowded(i)) crowded.Add(village[i].Household);
                foreach (var j in blocks.CandidatesOf(i)) Look(village[i], village[j]);
                foreach (var other in elsewhere.Where(o => o.Household != village[i].Household && village[i].SharesNumberWith(o))) Look(village[i], other);
            }
        }
        return new([.. found.OrderBy(f => f.Key).Select(f => f.Value)], crowded);
    }
}

/// <summary>What a search among some households found.</summary>
/// <param name="Candidates">The pairs.</param>
/// <param name="Crowded">The households that were too like too many others to be compared with all of them.</param>
internal sealed record CandidatesFound(IReadOnlyList<Candidate> Candidates, IReadOnlySet<Guid> Crowded);
