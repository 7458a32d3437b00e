using System.CommandLine;
using NodaTime;

namespace PovertyMonitor.Access;

/// <summary>The verb <c>token</c>: prints a token for trying the service in Development.</summary>
internal static class TokenCommand
{
    private const string Refusal =
        "token works in Development only; elsewhere tokens come from the provider in PovertyMonitor:Access:Authority.";

    private static readonly Option<Role> _role = new("--role")
    {
        Description = $"One of {string.Join(", ", Enum.GetValues<Role>().Select(role => role.Name()))}.",
        Required = true,
        CustomParser = result =>
        {
            if (RoleNames.Parse(result.Tokens.Single().Value) is { } role)
                return role;
            result.AddError($"'{result.Tokens.Single().Value}' is no role; --help lists them.");
            return default;
        },
    };

    private static readonly Option<string[]> _villages = new("--village")
    {
        Description = "A village an enumerator or a village operator has whole, e.g. 35.22.15.2002; may repeat.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string[]> _districts = new("--district")
    {
        Description = "A district of a camat's office, e.g. 35.22.15; may repeat.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string[]> _groups = new("--dasa-wisma")
    {
        Description = "A Dasa Wisma group as village/name, e.g. \"35.22.15.2002/Melati 1\"; may repeat.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string> _regency = new("--regency")
    {
        Description = "The regency.",
        DefaultValueFactory = _ => "35.22",
    };

    private static readonly Option<int> _days = new("--days")
    {
        Description = "How many days the token holds, 1 to 365.",
        DefaultValueFactory = _ => 30,
    };

    /// <summary>The command; prints only the token, or a message on standard error and exit code 1.</summary>
    /// <param name="development">Whether the environment is Development.</param>
    /// <param name="dataDirectory">Where the key of Development is kept.</param>
    /// <param name="clock">When the token begins.</param>
    public static Command Create(bool development, Func<string> dataDirectory, IClock clock)
    {
        var command = new Command("token", "Prints a token for trying the service (Development only).")
        {
            _role, _villages, _districts, _groups, _regency, _days,
        };
        command.SetAction(parsed =>
        {
            List<string> faults = development ? [.. Faults(parsed)] : [Refusal];
            foreach (var fault in faults)
                parsed.InvocationConfiguration.Error.WriteLine(fault);
            if (faults.Count > 0)
                return 1;
            parsed.InvocationConfiguration.Output.WriteLine(DevelopmentTokens.Issue(
                DevelopmentKey.LoadOrCreate(dataDirectory()),
                CallerOf(parsed),
                clock.GetCurrentInstant(),
                Duration.FromDays(parsed.GetValue(_days))));
            return 0;
        });
        return command;
    }

    private static IEnumerable<string> Faults(ParseResult parsed)
    {
        var regency = parsed.GetValue(_regency)!;
        if (!AreaCodes.IsRegency(regency))
            yield return $"'{regency}' is no regency code like 35.22.";
        foreach (var village in parsed.GetValue(_villages)!)
            if (!AreaCodes.IsVillage(village) || !AreaCodes.Within(village, regency))
                yield return $"'{village}' is no code of a village in {regency}, like {regency}.15.2002.";
        foreach (var district in parsed.GetValue(_districts)!)
            if (!AreaCodes.IsDistrict(district) || !AreaCodes.Within(district, regency))
                yield return $"'{district}' is no code of a district in {regency}, like {regency}.15.";
        foreach (var group in parsed.GetValue(_groups)!)
            if (DasaWismaGroup.Parse(group) is not { } known || !AreaCodes.Within(known.Village, regency))
                yield return $"'{group}' is no Dasa Wisma group in {regency}, like \"{regency}.15.2002/Melati 1\".";
        if (parsed.GetValue(_days) is < 1 or > 365)
            yield return "--days must be 1 to 365.";
    }

    private static Caller CallerOf(ParseResult parsed)
    {
        var role = parsed.GetValue(_role);
        return new Caller(
            $"development-{role.Name()}",
            role,
            parsed.GetValue(_regency),
            [.. parsed.GetValue(_villages)!],
            [.. parsed.GetValue(_groups)!.Select(group => DasaWismaGroup.Parse(group)!)])
        {
            Districts = [.. parsed.GetValue(_districts)!],
        };
    }
}
