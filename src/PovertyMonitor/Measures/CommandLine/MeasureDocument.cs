using System.Globalization;
using System.Text.Json;
using PovertyMonitor.AlkireFoster;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>Reads a measure's document from a file.</summary>
internal static class MeasureDocument
{
    /// <summary>The measure, ready to assess households.</summary>
    /// <exception cref="WrongInputException">It is no sound document; the message names everything that is wrong.</exception>
    public static CompiledMeasure Read(string file)
    {
        var faults = new List<MeasureFault>();
        var definition = ReadDocument(file);
        if (definition.MissingRule == MissingRule.DropIndicator)
            throw new WrongInputException($"{file}: the missing rule dropIndicator can't be estimated from a file; use dropHousehold or notDeprived.");
        return MeasureCompiler.TryCompile(definition, 1, faults)
            ?? throw new WrongInputException(string.Join(Environment.NewLine, faults.Select(fault => $"{file}: {Describe(fault)}")));
    }

    private static MeasureDefinition ReadDocument(string file)
    {
        try
        {
            using var json = File.OpenRead(file);
            return MeasureJson.Read(json);
        }
        catch (JsonException failure)
        {
            throw new WrongInputException($"{file}: {failure.Message}", failure);
        }
    }

    private static string Describe(MeasureFault fault) => string.Create(CultureInfo.InvariantCulture,
        $"{fault.Field}{(fault.Indicator is null ? "" : $" of {fault.Indicator}")}{(fault.Position is null ? "" : $", position {fault.Position}")}: {fault.Kind}; known: {string.Join(", ", fault.Known)}");
}
