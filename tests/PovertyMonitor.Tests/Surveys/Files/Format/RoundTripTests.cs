using System.Text;
using FsCheck.Xunit;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Files.Format;

namespace PovertyMonitor.Tests.Surveys.Files.Format;

public sealed class RoundTripTests
{
    [Property(MaxTest = 200)]
    public void A_filled_template_says_what_the_visit_says(int seed, bool english, bool xlsx)
    {
        var language = english ? Language.English : Language.Indonesian;
        var generated = new GeneratedVisit(seed);
        var visits = Enumerable.Range(0, 3).Select(_ => generated.Next(ReadFile.Village, ReadFile.Round)).ToList();
        var rows = visits.SelectMany(v => FilledRows.Of(v.Submission, v.Personal, language)).ToList();

        // A workbook holds text as it is; only CSV needs the apostrophe.
        var read = ReadFile.Of(xlsx ? ReadFile.Xlsx(language, rows.Select(row => row.Select(CellText.Neutral).ToArray())) : ReadFile.Csv(language, rows, english ? ',' : ';'));

        Assert.Empty(read.Problems);
        Assert.Equal(
            visits.Select(v => Encoding.UTF8.GetString(SubmissionWriter.ToUtf8(v.Submission, v.Personal))),
            read.Households.Select(h => Encoding.UTF8.GetString(SubmissionWriter.ToUtf8(h.Read!.Submission!, h.Read.Personal))));
    }

    [Fact]
    public void Titles_and_codes_of_all_columns_are_apart_in_both_languages()
    {
        foreach (var names in (Func<Column, string>[])[c => c.Code, c => c.Label.Indonesian, c => c.Label.English])
            Assert.Equal(Layout.Columns.Count, Layout.Columns.Select(c => Words.Key(names(c))).Distinct().Count());
        var owners = Layout.Columns.SelectMany(c => new[] { c.Code, c.Label.Indonesian, c.Label.English }.Select(t => (Words.Key(t), c.Index))).Distinct().GroupBy(t => t.Item1);
        Assert.All(owners, owner => Assert.Single(owner));
    }

    [Fact]
    public void No_wording_of_a_choice_means_another_choice_in_the_other_language() => Assert.All(
        Layout.Columns.Where(c => c.Options.Count > 0),
        column => Assert.All(
            column.Options.SelectMany(o => new[] { o.Code, o.Wording.Indonesian, o.Wording.English }.Select(w => (Key: Words.Key(w), o.Code))).Distinct().GroupBy(w => w.Key),
            word => Assert.Single(word)));
}
