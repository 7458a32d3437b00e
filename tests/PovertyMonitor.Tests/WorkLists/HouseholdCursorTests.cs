using System.Buffers.Text;
using System.Text;
using FsCheck.Xunit;
using NodaTime;
using PovertyMonitor.Villages;
using PovertyMonitor.WorkLists;

namespace PovertyMonitor.Tests.WorkLists;

public sealed class HouseholdCursorTests
{
    [Property]
    public void It_is_read_as_it_was_written(bool byScore, Guid household, uint sequence, ushort score, int second)
    {
        var cursor = new HouseholdCursor(
            byScore ? ListOrder.Score : ListOrder.Village, "bojonegoro@12", new AsOf(sequence, Instant.FromUnixTimeSeconds(second).PlusNanoseconds(sequence)),
            score == 0 ? -1 : (double)score / ushort.MaxValue, "35.22.15.2002", household);

        Assert.Equal(cursor, HouseholdCursor.Parse(cursor.ToString()));
        Assert.Matches("^[A-Za-z0-9_-]+$", cursor.ToString());
    }

    [Property]
    public void Anything_else_is_no_place_and_no_error(string? text) => Assert.Null(HouseholdCursor.Parse(text ?? ""));

    [Theory]
    [InlineData("village|m@1|7|2026-01-01T00:00:00Z|2|35.22.15.2002|0123456789abcdef0123456789abcdef")]
    [InlineData("village|m@1|7|2026-01-01T00:00:00Z|NaN|35.22.15.2002|0123456789abcdef0123456789abcdef")]
    [InlineData("name|m@1|7|2026-01-01T00:00:00Z|0|35.22.15.2002|0123456789abcdef0123456789abcdef")]
    [InlineData("village|m@1|-7|2026-01-01T00:00:00Z|0|35.22.15.2002|0123456789abcdef0123456789abcdef")]
    [InlineData("village|m@1|7|yesterday|0|35.22.15.2002|0123456789abcdef0123456789abcdef")]
    [InlineData("village|m@1|7|2026-01-01T00:00:00Z|0|35.22.15.2002' or true|0123456789abcdef0123456789abcdef")]
    public void One_that_was_tampered_with_is_none(string content) =>
        Assert.Null(HouseholdCursor.Parse(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content))));
}
