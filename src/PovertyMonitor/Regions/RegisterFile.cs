using System.Collections.Immutable;
using System.Reflection;
using NodaTime;
using NodaTime.Text;

namespace PovertyMonitor.Regions;

/// <summary>The registers shipped with the program: Data/{regency}.csv with code, name, valid_from, valid_to.</summary>
internal static class RegisterFile
{
    private const string Header = "code,name,valid_from,valid_to";

    /// <summary>The areas shipped for a regency.</summary>
    /// <exception cref="InvalidOperationException">None are shipped for it.</exception>
    public static ImmutableArray<Area> Read(string tenant)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"PovertyMonitor.Regions.Data.{tenant}.csv")
            ?? throw new InvalidOperationException(
                $"No register of areas is shipped for regency {tenant}. Add src/PovertyMonitor/Regions/Data/{tenant}.csv.");
        using var reader = new StreamReader(stream);
        return Read(reader);
    }

    /// <summary>Reads a register file.</summary>
    /// <exception cref="FormatException">A line is not as it should be; the message names it.</exception>
    public static ImmutableArray<Area> Read(TextReader reader)
    {
        if (reader.ReadLine() != Header)
            throw new FormatException($"A register file begins with the line {Header}.");
        var areas = ImmutableArray.CreateBuilder<Area>();
        for (var number = 2; reader.ReadLine() is { } line; number++)
        {
            if (line.Split(',') is not [var code, { Length: > 0 } name, var from, var to] || !AreaCode.TryParse(code, out var area)
                || !TryReadDay(from, out var validFrom) || !TryReadDay(to, out var validTo))
                throw new FormatException($"Line {number} of the register file is not {Header}.");
            areas.Add(new Area(area, name, validFrom, validTo));
        }
        return areas.ToImmutable();
    }

    private static bool TryReadDay(string text, out LocalDate? day)
    {
        var parsed = LocalDatePattern.Iso.Parse(text);
        day = parsed.Success ? parsed.Value : null;
        return parsed.Success || text.Length == 0;
    }
}
