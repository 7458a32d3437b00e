using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using PovertyMonitor.Surveys.Json;

namespace PovertyMonitor.Tests.Surveys.Json;

public sealed class ItemStreamTests
{
    private const int MostBytes = 40;
    private const int MostItems = 5;

    public static TheoryData<string, string[], string?> Documents => new()
    {
        { "", [], null },
        { " \r\n\t", [], null },
        { "[]", [], null },
        { " [ ] ", [], null },
        { """{"a":1}""", ["""{"a":1}"""], null },
        { """ {"a":"}]\"\\"} """, ["""{"a":"}]\"\\"}"""], null },
        { """[{"a":[1,{}]},7,"x,]",null, [2] ,-1e5]""", ["""{"a":[1,{}]}""", "7", "\"x,]\"", "null", "[2]"], "survey.too_many" },
        { """[{},7 ,8]""", ["{}", "7", "8"], null },
        { """[{"a":tru},{"b":1}]""", ["""{"a":tru}""", """{"b":1}"""], null },
        { "\uFEFF[1]", ["1"], null },
        { "{\"a\"", ["{\"a\""], null },
        { "[1", [], "survey.body_broken" },
        { "[1,", ["1"], "survey.body_broken" },
        { "[1,]", ["1"], "survey.body_broken" },
        { "[,1]", [], "survey.body_broken" },
        { "[1,,2]", ["1"], "survey.body_broken" },
        { "[1 2]", ["1"], "survey.body_broken" },
        { "[}", [], "survey.body_broken" },
        { "[1]]", ["1"], "survey.body_broken" },
        { "[1]2", ["1"], "survey.body_broken" },
        { "{}{}", ["{}"], "survey.body_broken" },
        { "[{\"a\":1},{\"b", ["""{"a":1}"""], "survey.body_broken" },
        { "7", [], "survey.not_submissions" },
        { "null", [], "survey.not_submissions" },
        { "\0{}", [], "survey.not_submissions" },
        { $"[1,\"{new string('x', 50)}\",2]", ["1", "too large", "2"], null },
        { $"[{new string('[', 60)}{new string(']', 60)},2]", ["too large", "2"], null },
    };

    public static TheoryData<string, string[], string?> Lines => new()
    {
        { "", [], null },
        { "\n\r\n  \n", [], null },
        { "{}\n[1]\r\nnot json", ["{}", "[1]\r", "not json"], null },
        { "{}\n\n{\"a\":\"\\n\"}\n", ["{}", """{"a":"\n"}"""], null },
        { "1\n2\n3\n4\n5\n6\n7", ["1", "2", "3", "4", "5"], "survey.too_many" },
        { $"1\n{new string('x', 50)}\n3", ["1", "too large", "3"], null },
        { "\uFEFF{}\n", ["{}"], null },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public Task A_document_falls_into_its_items_however_it_is_cut_up(string body, string[] items, string? problem) =>
        FallsIntoAsync(body, items, problem, () => new DocumentSplitter(MostBytes));

    [Theory]
    [MemberData(nameof(Lines))]
    public Task Lines_are_items_however_they_are_cut_up(string body, string[] items, string? problem) =>
        FallsIntoAsync(body, items, problem, () => new LineSplitter(MostBytes));

    [Fact]
    public async Task A_body_that_cannot_be_decompressed_to_its_end_keeps_what_came_before()
    {
        var bytes = Encoding.UTF8.GetBytes("{}\n{}\n{\"a\"");
        var body = new BrokenStream(bytes);

        var (items, problem) = await ReadAsync(PipeReader.Create(body), new LineSplitter(MostBytes));

        Assert.Equal((2, "survey.body_broken"), (items.Count, problem));
    }

    private static async Task FallsIntoAsync(string body, string[] items, string? problem, Func<ItemSplitter> splitter)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        for (var size = 1; size <= Math.Max(1, bytes.Length); size++)
        {
            var reader = PipeReader.Create(Cut(bytes, size));
            var (found, broken) = await ReadAsync(reader, splitter());
            Assert.Equal(items, found);
            Assert.Equal(problem, broken);
        }
    }

    private static async Task<(List<string> Items, string? Problem)> ReadAsync(PipeReader body, ItemSplitter splitter)
    {
        var stream = new ItemStream(body, splitter, MostItems);
        var items = new List<string>();
        while (await stream.NextAsync(TestContext.Current.CancellationToken) is { } item)
            items.Add(item.IsTooLarge ? "too large" : Encoding.UTF8.GetString(item.Bytes));
        return (items, stream.Break?.Problem.Code);
    }

    private static ReadOnlySequence<byte> Cut(byte[] bytes, int size)
    {
        var first = new Segment(bytes.AsMemory(0, Math.Min(size, bytes.Length)), null);
        var last = first;
        for (var at = size; at < bytes.Length; at += size) last = new Segment(bytes.AsMemory(at, Math.Min(size, bytes.Length - at)), last);
        return new(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            if (before is null) return;
            (before.Next, RunningIndex) = (this, before.RunningIndex + before.Memory.Length);
        }
    }

    private sealed class BrokenStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new InvalidDataException();
    }
}
