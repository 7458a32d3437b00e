using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;
using PovertyMonitor.Surveys;

namespace PovertyMonitor.Simulation;

/// <summary>A simulated household through the rounds: who lives there, what it lacks, and how the visits to it end.</summary>
internal sealed class Story
{
    private const double Moving = 0.015;
    private const double Correcting = 0.01;
    private const int HouseholdsOfAGroup = 10;

    // What a throw is about; part of the path of its dice.
    private enum About { Identity, Family, Lacks, Deaths, Outcome, Move, Visit, Dwelling, Forgetting, Correction, Member, Names }

    private readonly Func<ReadOnlySpan<long>, Dice> _dice;
    private readonly Guid _id;
    private readonly ImmutableArray<Person> _people;
    private readonly ImmutableArray<Lack> _lacks;
    private readonly ImmutableArray<LocalDate> _days;
    private readonly ImmutableArray<Place> _places;
    private readonly ImmutableArray<VisitOutcome?> _outcomes;

    /// <summary>The story of one household.</summary>
    /// <param name="dice">The dice of a path below the household.</param>
    /// <param name="village">Where it lives first.</param>
    /// <param name="place">Its place in the village, from 0.</param>
    /// <param name="foundIn">The round in which it is found first.</param>
    /// <param name="rounds">How many rounds there are.</param>
    /// <param name="villages">Where it may move.</param>
    public Story(
        Func<ReadOnlySpan<long>, Dice> dice, SimulatedVillage village, int place, int foundIn, int rounds, ImmutableArray<SimulatedVillage> villages)
    {
        _dice = dice;
        _id = dice([(long)About.Identity]).Id();
        _people = Family.Of(dice([(long)About.Family]), SurveyCalendar.Start(0));
        _lacks = Circumstances.OfHousehold(Circumstances.Indonesia, village.Levels, dice([(long)About.Lacks]), rounds);
        var share = place / (double)Math.Max(village.Households, place + 1);
        _days = [.. Enumerable.Range(0, rounds).Select(round => SurveyCalendar.Day(round, share))];
        _outcomes = Outcomes(dice([(long)About.Outcome]), foundIn, rounds);
        _places = Places(dice([(long)About.Move]), village, place, foundIn, rounds, villages);
    }

    /// <summary>What enumerators send about the household in a round: a correction of the round before, a visit, both or nothing.</summary>
    public IEnumerable<Submission> In(int round)
    {
        if (round > 0 && _outcomes[round - 1] == VisitOutcome.Completed && CorrectionDice(round).Chance(Correcting))
            yield return Correction(round);
        if (_outcomes[round] is { } outcome)
            yield return Visit(round, outcome, _lacks[round]);
    }

    /// <summary>The same with who was met, and where the household has lived.</summary>
    public IEnumerable<SimulatedVisit> VisitsIn(int round) => In(round).Select(s => new SimulatedVisit(
        s, s.Answers is { } answers ? PersonNames.Of(_people, answers.Members, _dice([(long)About.Names])) : PersonalData.None, VillagesUntil(round)));

    private List<string> VillagesUntil(int round) => [.. _places.Take(round + 1).Select(p => p.Village).Distinct()];

    private Submission Visit(int round, VisitOutcome outcome, Lack lack)
    {
        var dice = _dice([(long)About.Visit, round]);
        return new Submission
        {
            SubmissionId = dice.Id(),
            HouseholdId = _id,
            Round = SurveyCalendar.Code(round),
            InterviewedAt = SurveyCalendar.Time(_days[round], dice),
            Enumerator = $"KDR-{_places[round].Village}",
            Device = $"HP-{_places[round].Village}",
            Place = _places[round],
            Outcome = outcome,
            Consent = outcome == VisitOutcome.Completed,
            Answers = outcome == VisitOutcome.Completed ? Answers(round, lack) : null,
        };
    }

    // The enumerator had one thing wrong: the fuel.
    private Submission Correction(int round)
    {
        var dice = CorrectionDice(round);
        var corrected = Visit(round - 1, VisitOutcome.Completed, _lacks[round - 1] ^ Lack.Fuel);
        return corrected with
        {
            SubmissionId = dice.Id(),
            Corrects = corrected.SubmissionId,
            InterviewedAt = SurveyCalendar.Time(SurveyCalendar.Start(round), dice),
        };
    }

    private Dice CorrectionDice(int round) => _dice([(long)About.Correction, round]);

    private Answers Answers(int round, Lack lack)
    {
        var members = PersonAnswers.Of(_people, lack, _days[round], place => _dice([(long)About.Member, place]));
        var deaths = ChildDeaths.Of(
            _lacks[0].HasFlag(Lack.ChildMortality), _people, _days.AsSpan()[..(round + 1)], _dice([(long)About.Deaths]));
        var answers = new Answers
        {
            Size = members.Count,
            Housing = Dwelling.Of(lack, _dice([(long)About.Dwelling])),
            ChildDeaths = deaths,
            Members = members,
        };
        return Forgetting.In(answers, _dice([(long)About.Forgetting, round]));
    }

    // Whoever has gone or was never there is not visited again.
    private static ImmutableArray<VisitOutcome?> Outcomes(Dice dice, int foundIn, int rounds)
    {
        var outcomes = new VisitOutcome?[rounds];
        for (var (round, gone) = (foundIn, false); round < rounds && !gone; round++)
        {
            outcomes[round] = dice.Pick(
                (VisitOutcome.Completed, 0.955), (VisitOutcome.Absent, 0.025), (VisitOutcome.Refused, 0.012),
                (VisitOutcome.Vacant, 0.004), (VisitOutcome.Moved, 0.003), (VisitOutcome.Duplicate, 0.001));
            gone = outcomes[round] is VisitOutcome.Vacant or VisitOutcome.Moved or VisitOutcome.Duplicate;
        }
        return [.. outcomes];
    }

    private static ImmutableArray<Place> Places(
        Dice dice, SimulatedVillage village, int place, int foundIn, int rounds, ImmutableArray<SimulatedVillage> villages)
    {
        var group = place / HouseholdsOfAGroup;
        var here = new Place(village.Code.ToString(), $"{group / 4 % 99 + 1:000}", $"{group / 16 % 99 + 1:000}", $"Melati {group + 1}");
        var places = new Place[rounds];
        for (var round = 0; round < rounds; round++)
        {
            if (round > foundIn && dice.Chance(Moving))
                here = new Place(villages[dice.Between(0, villages.Length - 1)].Code.ToString(), "001", "001", "Melati 1");
            places[round] = here;
        }
        return [.. places];
    }
}
