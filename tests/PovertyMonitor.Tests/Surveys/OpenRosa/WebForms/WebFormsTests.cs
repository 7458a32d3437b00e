using System.Text.Json.Nodes;
using System.Xml.Linq;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.OpenRosa.WebForms;

/// <summary>The real client, ODK Web Forms in a real browser, fills the form this service generates.</summary>
public sealed class WebFormsTests(PostgresServer server)
{
    // Every byte there is, and the marks that text is torn at.
    private static readonly byte[] Photo = [0xFF, 0xD8, 0xFF, .. Enumerable.Range(0, 256).Select(i => (byte)i), .. "\r\n--\r\n"u8, 0xFF, 0xD9];

    [Fact]
    public async Task An_enumerator_interviews_a_household_edits_the_interview_and_comes_again()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        await using var app = await TestApp.StartAsync(server);
        await Phone.OpenRoundAsync(app);
        var phone = await Phone.NewAsync(app);
        await using var client = await WebFormsClient.StartAsync(app, limit.Token);

        await client.OpenAsync(phone);
        await FillInterviewAsync(client);
        var interview = await TakenAsync(app, client);
        var answers = await AnswersAsync(app, "InterviewCompleted", "interview_completed");
        var (mother, child) = (answers["members"]![0]!, answers["members"]![1]!);
        Assert.Equal((34, "female", 3), ((int)mother["ageYears"]!, (string)mother["sex"]!, (int)child["ageYears"]!));
        Assert.Equal(41, (int)child["ageMonths"]!);
        Assert.Null(mother["yearsOfSchooling"]);
        Assert.Equal((string)mother["id"]!, (string)Assert.Single(answers["childDeaths"]!.AsArray())!["mother"]!);
        Assert.Equal("openDefecation", (string)answers["housing"]!["sanitation"]!);
        Assert.Null(answers["housing"]!["sanitationShared"]);
        Assert.Equal(Photo, await PhotoAsync(app, interview));

        await client.OpenAsync(phone, edit: interview.Id);
        Assert.Equal("Siti Aminah", await client.ValueAsync("Nama"));
        await client.ChooseAsync("Televisi", "Ya");
        var edit = await TakenAsync(app, client);
        Assert.Equal(interview.Household, edit.Household);
        Assert.Equal($"uuid:{interview.Id}", edit.Form.Descendants().Single(e => e.Name.LocalName == "deprecatedID").Value);
        Assert.True((bool)(await AnswersAsync(app, "InterviewCorrected", "interview_corrected"))["housing"]!["assets"]!["television"]!);
        Assert.Equal(Photo, await PhotoAsync(app, edit));

        await client.OpenAsync(phone);
        await client.ChooseAsync("Desa/kelurahan", "Pacul");
        await client.ChooseAsync("Rumah tangga", "Siti Aminah");
        Assert.Equal("003", await client.ValueAsync("RT"));
        await client.ChooseAsync("Hasil kunjungan", "Tidak ada di tempat");
        Assert.DoesNotContain("Bahan utama lantai", await client.AskedAsync());
        Assert.Equal(interview.Household, (await TakenAsync(app, client)).Household);
    }

    private static async Task FillInterviewAsync(WebFormsClient client)
    {
        Assert.Equal("KDR-0001", await client.ValueAsync("Kode kader atau petugas"));
        await client.ChooseAsync("Desa/kelurahan", "Pacul");
        await client.ChooseAsync("Rumah tangga", "(Rumah tangga baru");
        await client.TypeAsync("RT", "003");
        await client.ChooseAsync("Hasil kunjungan", "Selesai");
        await client.ChooseAsync("Apakah rumah tangga bersedia diwawancarai dan datanya dicatat?", "Ya");
        await client.TypeAsync("Berapa orang yang biasa tinggal di sini dan makan dari satu dapur?", "2");
        await client.TypeAsync("Waktu mengambil air pulang-pergi (menit)", "15");
        await client.ChooseAsync("Jenis kakus", "Tidak ada: sungai");
        Assert.DoesNotContain("Kakus dipakai bersama rumah tangga lain", await client.AskedAsync());

        await client.TypeAsync("Nama", "Siti Aminah");
        await client.ChooseAsync("Jenis kelamin", "Perempuan");
        await client.TypeAsync("Umur (tahun)", "34");
        await client.ChooseAsync("Lama sekolah yang ditamatkan (tahun): tidak tahu", "Tidak tahu");
        Assert.DoesNotContain("Lama sekolah yang ditamatkan (tahun)", await client.AskedAsync());
        await client.ChooseAsync("Berat dan tinggi badan: tidak tahu", "Tidak tahu");
        await client.PressAsync("Add Anggota rumah tangga");
        await client.TypeAsync("Umur (tahun)", "3", index: 1);
        await client.TypeAsync("Umur (bulan)", "41");
        await client.ChooseAsync("Berat dan tinggi badan: tidak tahu", "Tidak tahu", index: 1);

        await client.TypeAsync("Anak di bawah 18 tahun yang meninggal: berapa?", "1");
        await client.ChooseAsync("Bulan meninggal: tidak tahu", "Tidak tahu");
        await client.TypeAsync("Umur saat meninggal (bulan)", "5");
        await client.ChooseAsync("Ibu", "Siti Aminah");

        await client.AttachAsync("Foto KK", "kk.jpg", Photo);

        // Whatever is left has an unknown among its choices, or is a choice of the household's.
        foreach (var question in (await client.UnansweredAsync()).GroupBy(label => label))
            for (var index = 0; index < question.Count(); index++)
                await client.ChooseAsync(question.Key, "Tidak tahu", question.Key == "Jenis kelamin" ? 1 : index);
    }

    private static async Task<(Guid Id, string Household, XElement Form)> TakenAsync(TestApp app, WebFormsClient client)
    {
        var (status, text, sent) = await client.SendAsync();
        Assert.True(status == 201, text);
        var form = XDocument.Parse(sent).Root!;
        var id = Guid.Parse(form.Descendants().Single(e => e.Name.LocalName == "instanceID").Value["uuid:".Length..]);
        var state = await Phone.StateAsync(app, id);
        Assert.True(state.State == "taken", $"{state.Reason}: {sent}");
        return (id, form.Elements().Single(e => e.Name.LocalName == "id").Value, form);
    }

    private static async Task<byte[]> PhotoAsync(TestApp app, (Guid Id, string Household, XElement Form) submission)
    {
        var name = submission.Form.Descendants().Single(e => e.Name.LocalName == "familyCardPhoto").Value;
        var file = await app.SendAsync(HttpMethod.Get, $"/api/submissions/{submission.Id}/attachments/{name}", app.TokenFor(Role.Dinsos));
        return await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<JsonNode> AnswersAsync(TestApp app, string name, string type) =>
        JsonNode.Parse((await app.ScalarAsync<string>($"select data->>'answers' from mt_events where type = '{type}' order by seq_id desc limit 1")) ?? throw new InvalidOperationException($"There is no {name}."))!;
}
