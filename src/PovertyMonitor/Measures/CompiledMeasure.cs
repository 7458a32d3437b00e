using NodaTime;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Measures;

/// <summary>A revision of a measure made ready to assess households. Immutable, and safe to use from many threads at once.</summary>
internal sealed class CompiledMeasure
{
    private readonly Func<Answers, LocalDate, bool?>[] _deprived;

    internal CompiledMeasure(
        MeasureDefinition definition, int revision, MeasureStructure structure, Fraction cutoff, IEnumerable<Func<Answers, LocalDate, bool?>> deprived)
    {
        (Definition, Revision, Structure, Cutoff) = (definition, revision, structure, cutoff);
        _deprived = [.. deprived];
        Id = IdOf(definition.Code, revision);
    }

    /// <summary>The document.</summary>
    public MeasureDefinition Definition { get; }

    /// <summary>The revision, from 1.</summary>
    public int Revision { get; }

    /// <summary>The measure's code and revision, such as <c>global-mpi-2018@1</c>.</summary>
    public string Id { get; }

    /// <summary>The indicators with their weights in bit order.</summary>
    public MeasureStructure Structure { get; }

    /// <summary>The poverty cutoff.</summary>
    public Fraction Cutoff { get; }

    /// <summary>What an unknown indicator does to a household.</summary>
    public MissingRule MissingRule => Definition.MissingRule;

    /// <summary>The id of a revision.</summary>
    public static string IdOf(string code, int revision) => $"{code}@{revision}";

    /// <summary>In which indicators a household is deprived, and which are unknown, at the day of its interview.</summary>
    /// <returns>Two masks in the bit order of <see cref="Structure"/>; no bit is set in both.</returns>
    public (uint Deprived, uint Missing) Assess(Answers answers, LocalDate interviewedOn)
    {
        var (deprived, missing) = (0u, 0u);
        for (var j = 0; j < _deprived.Length; j++)
        {
            var answer = _deprived[j](answers, interviewedOn);
            if (answer == true) deprived |= 1u << j;
            else if (answer is null) missing |= 1u << j;
        }
        return (deprived, missing);
    }
}
