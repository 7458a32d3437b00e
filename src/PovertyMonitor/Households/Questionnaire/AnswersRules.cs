namespace PovertyMonitor.Households.Questionnaire;

/// <summary>What must hold between the answers of one interview.</summary>
internal static class AnswersRules
{
    public static void Check(Answers answers, string path, ICollection<AnswerFault> faults)
    {
        if (answers.Members.Count == 0) faults.Add(new($"{path}.members", FaultKind.WrongCount, "1..60"));
        var ids = new HashSet<Guid>();
        for (var i = 0; i < answers.Members.Count; i++)
        {
            var member = answers.Members[i];
            if (!ids.Add(member.Id)) faults.Add(new($"{path}.members[{i}].id", FaultKind.Repeated));
            if (member is { AgeYears: { } years, AgeMonths: { } months } && months / 12 != years)
                faults.Add(new($"{path}.members[{i}].ageMonths", FaultKind.Contradiction, $"{years * 12}..{(years * 12) + 11}"));
        }
        if (answers.Members.Count(m => m.Relation == Relation.Head) > 1)
            faults.Add(new($"{path}.members", FaultKind.Contradiction, "1 head"));
    }
}
