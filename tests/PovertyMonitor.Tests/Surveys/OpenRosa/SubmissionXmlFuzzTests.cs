using System.Text;
using System.Xml.Linq;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.OpenRosa.Forms;
using PovertyMonitor.Surveys.OpenRosa.Reading;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.OpenRosa;

/// <summary>Whatever bytes come, the reader answers: refused, kept with a reason, or taken; and it never throws.</summary>
public sealed class SubmissionXmlFuzzTests
{
    private static readonly FormDefinition Form = FormDefinition.Read(XForm.Write(HouseholdForm.Of("2026-1"), "1"));
    private static readonly SubmissionCheck Check = new(new Register(RegisterFile.Read("35.22")), new Caller("HP-1", Role.Enumerator, "35.22", ["35.22.15.2002"], []), Instant.FromUtc(2100, 1, 1, 0, 0));

    private static readonly string[] Pieces =
        ["<", ">", "</", "/>", "&", "&#0;", "&lt;", "&a;", "<![CDATA[", "]]>", "<!--", "<?", "\0", "\uFFFF", "é", "<answers>", "<members/>", "unknown", "-1", "1e999", "99999999999999999999", "NaN", "2026-02-30",
            "' or 1=1 --", "=cmd|' /C calc'!A0", "uuid:", "xmlns:a='b'", "<orx:meta>", "\uD83D", " id='x'", "<!DOCTYPE x>"];

    [Fact]
    public void Twenty_thousand_damaged_forms_are_each_answered()
    {
        var random = new Random(20261123);
        var whole = FilledForm.Of(SampleInterview.Of(poor: true, "35.22.15.2002", "2026-1", Instant.FromUtc(2026, 11, 2, 3, 0), persons: 2)).ToString(SaveOptions.DisableFormatting);
        var results = new Dictionary<string, int>();
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Damage(whole, random);
            var result = SubmissionXml.Read(bytes) is not { } xml ? "refused"
                : OpenRosaArrival.Of(bytes, xml, Form, Check, null, new ContentHash(new byte[32]).Of(bytes)).Reason is { } reason ? reason.Code : "taken";
            results[result] = results.GetValueOrDefault(result) + 1;
        }
        Assert.Superset(new HashSet<string> { "refused", "taken", "openrosa.broken_xml", "openrosa.not_of_the_form", "openrosa.invalid_answers" }, results.Keys.ToHashSet());
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("UTF-16", false)]
    [InlineData("utf-7", false)]
    [InlineData("ibm037", false)]
    [InlineData("nonsense", false)]
    [InlineData("iso-8859-1", true)]
    public void An_encoding_that_is_not_the_bytes_is_no_reason_to_fail(string encoding, bool isRead)
    {
        var bytes = Encoding.UTF8.GetBytes($"<?xml version='1.0' encoding='{encoding}'?><household id='household-2026-1' version='1'/>");
        Assert.Equal(isRead, SubmissionXml.Read(bytes)?.Root is not null);
    }

    [Fact]
    public void A_document_in_UTF_16_is_read() =>
        Assert.NotNull(SubmissionXml.Read((byte[])[.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("<household id='household-2026-1' version='1'/>")])!.Root);

    private static byte[] Damage(string whole, Random random)
    {
        var text = new StringBuilder(whole);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(5))
            {
                case 0: text.Remove(at, Math.Min(random.Next(1, 40), text.Length - at)); break;
                case 1: text.Insert(at, Pieces[random.Next(Pieces.Length)]); break;
                case 2: text[at] = (char)random.Next(1, 0x300); break;
                case 3: text.Insert(at, text.ToString(at, Math.Min(random.Next(1, 200), text.Length - at))); break;
                default: text.Length = at + 1; break;
            }
        }
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        if (random.Next(4) == 0 && bytes.Length > 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }
}
