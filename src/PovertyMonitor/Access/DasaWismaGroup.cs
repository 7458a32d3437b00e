namespace PovertyMonitor.Access;

/// <summary>A Dasa Wisma group; its name is unique in its village only, so the two go together.</summary>
/// <param name="Village">The village's code, e.g. 35.22.15.2001.</param>
/// <param name="Name">The group's name in that village.</param>
internal sealed record DasaWismaGroup(string Village, string Name)
{
    /// <summary>The group a claim <c>village/name</c> names, or null if it isn't of that form.</summary>
    public static DasaWismaGroup? Parse(string claim)
    {
        var slash = claim.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !AreaCodes.IsVillage(claim[..slash]) || string.IsNullOrWhiteSpace(claim[(slash + 1)..]) || claim.Any(char.IsControl))
            return null;
        return new DasaWismaGroup(claim[..slash], claim[(slash + 1)..].Trim());
    }

    /// <summary>Whether this is the group of that name in that village; cadres write names in any case.</summary>
    public bool Is(string village, string name) =>
        Village == village && string.Equals(Name, name.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override string ToString() => $"{Village}/{Name}";
}
