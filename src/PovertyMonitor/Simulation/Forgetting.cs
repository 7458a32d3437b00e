using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Simulation;

/// <summary>Makes a few answers unknown.</summary>
internal static class Forgetting
{
    private const double Share = 0.01;

    /// <summary>The answers, in one interview of a hundred with one of them unknown.</summary>
    public static Answers In(Answers answers, Dice dice)
    {
        if (!dice.Chance(Share))
            return answers;
        var who = dice.Between(0, answers.Members.Count - 1);
        var member = answers.Members[who];
        return dice.Between(0, 6) switch
        {
            0 => answers with { Housing = answers.Housing with { WaterMinutes = null } },
            1 => answers with { Housing = answers.Housing with { Roof = null } },
            2 => answers with { Housing = answers.Housing with { Assets = answers.Housing.Assets with { Radio = null } } },
            3 => answers with { ChildDeaths = null },
            4 => answers with { Size = null },
            5 => With(answers, who, member with { Nutrition = null }),
            _ => With(answers, who, member with { YearsOfSchooling = null }),
        };
    }

    private static Answers With(Answers answers, int who, Member member) =>
        answers with { Members = [.. answers.Members.Select((m, place) => place == who ? member : m)] };
}
