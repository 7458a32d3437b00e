using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace PovertyMonitor.Households.Questionnaire;

/// <summary>A record of the questionnaire as the reader and the writer need it, worked out once per type: a submission has some 200 answers.</summary>
internal sealed class RecordShape
{
    private static readonly ConcurrentDictionary<Type, RecordShape> ByType = new();
    private readonly Func<object> _create;
    private readonly ulong[] _dependencies;

    private RecordShape(Type type)
    {
        Questions = [.. Question.Of(type)];
        Names = string.Join(", ", Questions.Select(q => q.Name));
        _create = Expression.Lambda<Func<object>>(Expression.New(type)).Compile();
        _dependencies = [.. Questions.Select(DependenciesOf)];
    }

    /// <summary>The questions in the order they are asked; at most 64.</summary>
    public Question[] Questions { get; }

    /// <summary>The questions' names, for who uses another.</summary>
    public string Names { get; }

    public static RecordShape Of(Type type) => ByType.GetOrAdd(type, t => new RecordShape(t));

    /// <summary>A record without answers.</summary>
    public object Create() => _create();

    /// <summary>Which questions this one hangs on, as bits by their place.</summary>
    public ulong DependenciesOf(int question) => _dependencies[question];

    /// <summary>The place of the question a field answers, looked for from where it is expected; -1 where there is none.</summary>
    public int IndexOf(JsonProperty field, int expected)
    {
        var name = JsonMarshal.GetRawUtf8PropertyName(field);
        if (expected < Questions.Length && name.SequenceEqual(Questions[expected].Utf8Name)) return expected;
        for (var i = 0; i < Questions.Length; i++)
            if (name.SequenceEqual(Questions[i].Utf8Name)) return i;
        return name.Contains((byte)'\\') ? Array.FindIndex(Questions, q => field.NameEquals(q.Utf8Name)) : -1;
    }

    private ulong DependenciesOf(Question question) => Questions.Index()
        .Where(other => (question.AskedOf is not null && other.Item.Name is "ageYears" or "sex")
            || string.Equals(other.Item.Name, question.SkippedIf?.Question, StringComparison.OrdinalIgnoreCase))
        .Aggregate(0UL, (bits, other) => bits | (1UL << other.Index));
}
