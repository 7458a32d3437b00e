using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Json;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.Json;

/// <summary>Valid bodies spoiled at random: reading them never fails, and costs no more than it should.</summary>
public sealed class ItemFuzzTests
{
    private const int Cases = 1500;
    private const string Village = "35.22.15.2002";
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);
    private static readonly string[] Interviews = [.. Enumerable.Range(1, 3).Select(persons => SampleInterview.Of(persons == 2, Village, "2018-1", March, persons).JsonOf())];
    private static readonly byte[] Dictionary = "{}[],:\"\\ \n\r\t\0truefalsenull0123456789eE+-.ud800FF"u8.ToArray();
    private static readonly ContentHash Hash = new(new byte[32]);

    private static readonly SubmissionCheck Check = new(
        new Register(RegisterFile.Read("35.22")), new Caller("fuzz", Role.Enumerator, "35.22", [Village], []), March + Duration.FromDays(1));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_spoiled_body_is_read_without_failing_whatever_was_spoiled(bool lines)
    {
        var whole = Encoding.UTF8.GetBytes(lines ? string.Join('\n', Interviews) : $"[{string.Join(',', Interviews)}]");
        var watch = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => IsReadAsync(Spoiled(whole, seed), lines).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Cases, 0, 4_000_000);
    }

    [Fact]
    public async Task What_is_not_spoiled_is_taken()
    {
        var stream = new ItemStream(PipeReader.Create(new(Encoding.UTF8.GetBytes(string.Join('\n', Interviews)))), new LineSplitter(SubmissionLimits.MostBytesOfItem), 10);
        var reader = new ItemReader(Check, Hash);
        for (var i = 0; i < Interviews.Length; i++)
            Assert.NotNull(reader.Read((await stream.NextAsync(TestContext.Current.CancellationToken))!.Value).Arrival);
    }

    private static async Task<bool> IsReadAsync(byte[] body, bool lines)
    {
        ItemSplitter splitter = lines ? new LineSplitter(SubmissionLimits.MostBytesOfItem) : new DocumentSplitter(SubmissionLimits.MostBytesOfItem);
        var stream = new ItemStream(PipeReader.Create(new(body)), splitter, SubmissionLimits.MostItems);
        var reader = new ItemReader(Check, Hash);
        while (await stream.NextAsync(CancellationToken.None) is { } item)
        {
            var read = reader.Read(item);
            var isOneOfBoth = read.Arrival is null ? read.Errors.Count is > 0 and <= SubmissionLimits.MostErrorsOfItem && read.Refusal is not null : read.Errors.Count == 0;
            if (!isOneOfBoth) return false;
        }
        return true;
    }

    // One to eight changes: bytes flipped, put in, taken out, doubled, moved or cut off.
    private static byte[] Spoiled(byte[] whole, int seed)
    {
#pragma warning disable CA5394 // Nothing here is a secret.
        var random = new Random(seed);
        var bytes = whole.ToList();
        for (var changes = random.Next(1, 9); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] = Dictionary[random.Next(Dictionary.Length)]; break;
                case 2: bytes.InsertRange(at, Enumerable.Range(0, length).Select(_ => Dictionary[random.Next(Dictionary.Length)])); break;
                case 3: bytes.RemoveRange(at, length); break;
                case 4: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length)); break;
                case 5: bytes.InsertRange(at, Enumerable.Repeat(Dictionary[random.Next(5)], 500)); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }
#pragma warning restore CA5394
        return [.. bytes];
    }
}
