using NodaTime;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>What the 16 digits of an identity number (NIK) or a family card (No. KK) say. Pure.</summary>
/// <remarks>
/// Source: Government Regulation 37/2007 on population administration, article 37: area code (6), date of birth as DDMMYY
/// with 40 added to the day for women (6), serial number (4); a family card has the date of issue instead.
/// </remarks>
/// <param name="Day">The day of the month.</param>
/// <param name="Month">The month.</param>
/// <param name="YearOfCentury">The last two digits of the year.</param>
/// <param name="IsFemale">Whether 40 was added to the day.</param>
internal readonly record struct CardNumber(int Day, int Month, int YearOfCentury, bool IsFemale)
{
    private const int Length = 16;
    private const int FemaleDays = 40;
    private const int LowestProvince = 11;

    /// <summary>Reads a number; cards are copied with spaces and dots.</summary>
    /// <param name="written">The number as written.</param>
    /// <param name="ofPerson">Whether it is a person's.</param>
    /// <param name="fault">Which part can't be right: <c>length</c>, <c>area</c>, <c>date</c> or <c>serial</c>.</param>
    public static CardNumber? Read(string written, bool ofPerson, out string? fault)
    {
        var digits = string.Concat(written.Where(char.IsAsciiDigit));
        if (digits.Length != Length || written.Any(char.IsLetter)) return Wrong("length", out fault);
        int Part(int from, int length) => int.Parse(digits.AsSpan(from, length), System.Globalization.CultureInfo.InvariantCulture);
        if (Part(0, 2) < LowestProvince || Part(2, 2) == 0 || Part(4, 2) == 0) return Wrong("area", out fault);
        var (day, month, year) = (Part(6, 2), Part(8, 2), Part(10, 2));
        var isFemale = ofPerson && day > FemaleDays;
        if (isFemale) day -= FemaleDays;
        // A leap year, so that the 29th of February passes whatever the century.
        if (month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(2000, month)) return Wrong("date", out fault);
        if (Part(12, 4) == 0) return Wrong("serial", out fault);
        fault = null;
        return new(day, month, year, isFemale);
    }

    /// <summary>The ages in completed years that fit the date on a day: of either century.</summary>
    public IEnumerable<int> AgesOn(LocalDate day)
    {
        foreach (var century in (int[])[1900, 2000])
        {
            var year = century + YearOfCentury;
            var born = new LocalDate(year, Month, Math.Min(Day, CalendarSystem.Iso.GetDaysInMonth(year, Month)));
            if (born <= day) yield return Period.Between(born, day, PeriodUnits.Years).Years;
        }
    }

    private static CardNumber? Wrong(string part, out string? fault)
    {
        fault = part;
        return null;
    }
}
