using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;
using PovertyMonitor.Surveys;

namespace PovertyMonitor.Tests.Surveys.Files.Format;

/// <summary>Any visit the questionnaire allows, made from a seed by the typed record itself: a new question is generated too.</summary>
internal sealed class GeneratedVisit(int seed)
{
    private static readonly string[] Texts = ["Siti Aminah", "D'Arcy", "'Aisyah", "=1+1", "+62 812", "@a;b", "a,\"b\"\nc", "Ümit 😀", "-", "0012", "tidak tahu sekali"];
    private readonly Random _random = new(seed);

    /// <summary>The visit, with what identifies the household.</summary>
    public (Submission Submission, PersonalData Personal) Next(string village, string round)
    {
        var outcome = _random.Next(4) == 0 ? Any(Enum.GetValues<VisitOutcome>()) : VisitOutcome.Completed;
        var answers = outcome == VisitOutcome.Completed ? AnswersOf() : null;
        var submission = new Submission
        {
            SubmissionId = Id(),
            HouseholdId = Id(),
            Corrects = outcome == VisitOutcome.Completed && Sometimes() ? Id() : null,
            Round = round,
            InterviewedAt = Instant.FromUtc(2019, 1, 1, 0, 0) + Duration.FromSeconds(_random.Next(100_000_000)),
            Enumerator = $"KDR-{_random.Next(1000)}",
            Device = Sometimes() ? "HP-1" : null,
            Place = new Place(village, Sometimes() ? $"{_random.Next(1000):000}" : null, Sometimes() ? "001" : null, Sometimes() ? "Melati 1" : null),
            Outcome = outcome,
            Consent = outcome == VisitOutcome.Completed || Sometimes(),
            Answers = answers,
        };
        return (submission, PersonalOf(answers));
    }

    private Answers AnswersOf()
    {
        var answers = (Answers)RecordOf(typeof(Answers));
        // The roster's own rules: a month fits its year, one head.
        var members = answers.Members.Select((m, i) => m with
        {
            AgeMonths = m is { AgeYears: { } years, AgeMonths: not null } ? (years * 12) + 5 : m.AgeMonths,
            Relation = i > 0 && m.Relation == Relation.Head ? Relation.Child : m.Relation,
        }).ToList();
        return answers with
        {
            Members = members,
            ChildDeaths = answers.ChildDeaths?.Select(d => d with { Mother = Sometimes() ? Any(members.ToArray()).Id : d.Mother }).ToList(),
        };
    }

    private object RecordOf(Type type)
    {
        var record = Activator.CreateInstance(type)!;
        foreach (var question in Question.Of(type).Where(q => q.AskedOf is null && q.SkippedIf is null)) question.AnswerWith(record, AnswerTo(question));
        foreach (var question in Question.Of(type).Where(q => (q.AskedOf ?? (object?)q.SkippedIf) is not null && q.IsAsked(record) == true)) question.AnswerWith(record, AnswerTo(question));
        return record;
    }

    private object? AnswerTo(Question question)
    {
        if (question.MayBeUnknown && _random.Next(5) == 0) return null;
        return question.Kind switch
        {
            QuestionKind.YesNo => Sometimes(),
            QuestionKind.Whole => _random.Next((int)question.Wording.Min, (int)question.Wording.Max + 1),
            QuestionKind.Decimal => Math.Round((decimal)question.Wording.Min + ((decimal)_random.NextDouble() * (decimal)(question.Wording.Max - question.Wording.Min)), _random.Next(3)),
            QuestionKind.Choice => Any([.. question.Choices.Values]),
            QuestionKind.Date => new LocalDate(2000, 1, 1).PlusDays(_random.Next(9000)),
            QuestionKind.Month => new YearMonth(2000 + _random.Next(20), 1 + _random.Next(12)),
            QuestionKind.Id => Id(),
            QuestionKind.List => ListOf(question),
            _ => SayingSomething(question.ValueType),
        };
    }

    private Array ListOf(Question question)
    {
        var list = Array.CreateInstance(question.ValueType, _random.Next(question.MayBeUnknown ? 0 : 1, 5));
        for (var i = 0; i < list.Length; i++) list.SetValue(SayingSomething(question.ValueType), i);
        return list;
    }

    // A part of which everything is unknown is unknown itself: the same answer said in two ways.
    private object SayingSomething(Type type)
    {
        while (true)
        {
            var record = RecordOf(type);
            if (Question.Of(type).Any(q => q.AnswerIn(record) is not null)) return record;
        }
    }

    private PersonalData PersonalOf(Answers? answers) => new()
    {
        FamilyCard = Sometimes() ? Digits(16) : null,
        Phone = Sometimes() ? $"+62{Digits(10)}" : null,
        Address = Sometimes() ? Any(Texts) : null,
        Location = Sometimes() ? new GeoPoint(-7.15m, 111.88m, Sometimes() ? 4.5m : null) : null,
        Note = Sometimes() ? Any(Texts) : null,
        Members = answers is null ? [] : [.. answers.Members.Where(_ => Sometimes()).Select(m =>
            new PersonIdentity(m.Id, Any(Texts), Sometimes() ? Digits(16) : null, Sometimes() ? new LocalDate(1980, 2, 29) : null, Sometimes() ? Digits(12) : null))],
    };

    private bool Sometimes() => _random.Next(2) == 0;

    private T Any<T>(T[] of) => of[_random.Next(of.Length)];

    private string Digits(int count) => string.Create(CultureInfo.InvariantCulture, $"3{string.Concat(Enumerable.Range(1, count - 1).Select(_ => _random.Next(10)))}");

    private Guid Id()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
