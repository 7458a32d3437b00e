using System.CommandLine;
using Microsoft.IdentityModel.JsonWebTokens;
using NodaTime;
using NodaTime.Testing;
using PovertyMonitor.Access;
using Xunit;

namespace PovertyMonitor.Tests.Access;

public sealed class TokenCommandTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("povertymonitor-test-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void It_prints_the_token_and_nothing_else()
    {
        var (exit, output, error) = Run(true, "--role", "enumerator", "--village", "35.22.15.2001", "--dasa-wisma", "35.22.15.2002/Melati 1", "--days", "2");
        Assert.Equal((0, ""), (exit, error));
        var token = new JsonWebToken(output.TrimEnd('\n', '\r'));
        Assert.Equal("enumerator", token.GetClaim("role").Value);
        Assert.Equal("35.22", token.GetClaim("regency").Value);
        Assert.Equal("35.22.15.2001", token.GetClaim("village").Value);
        Assert.Equal("35.22.15.2002/Melati 1", token.GetClaim("dasa_wisma").Value);
        Assert.Equal(new DateTime(2019, 3, 3, 0, 0, 0, DateTimeKind.Utc), token.ValidTo);
    }

    [Fact]
    public void A_camats_token_names_the_districts()
    {
        var (exit, output, _) = Run(true, "--role", "district", "--district", "35.22.15", "--district", "35.22.16");
        Assert.Equal(0, exit);
        Assert.Equal(["35.22.15", "35.22.16"], new JsonWebToken(output.Trim()).Claims.Where(c => c.Type == "district").Select(c => c.Value));
    }

    [Fact]
    public void Outside_Development_it_refuses()
    {
        var (exit, output, error) = Run(false, "--role", "planner");
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("PovertyMonitor:Access:Authority", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Theory]
    [InlineData("'king'", "--role", "king")]
    [InlineData("'35.23.15.2001'", "--role", "enumerator", "--village", "35.23.15.2001")]
    [InlineData("'35.22.15.2001'", "--role", "district", "--district", "35.22.15.2001")]
    [InlineData("'35.23.15'", "--role", "district", "--district", "35.23.15")]
    [InlineData("'Melati 1'", "--role", "enumerator", "--dasa-wisma", "Melati 1")]
    [InlineData("'Bojonegoro'", "--role", "planner", "--regency", "Bojonegoro")]
    [InlineData("--days", "--role", "planner", "--days", "0")]
    public void What_would_make_no_caller_is_named(string named, params string[] args)
    {
        var (exit, output, error) = Run(true, args);
        Assert.NotEqual(0, exit);
        Assert.DoesNotContain("eyJ", output, StringComparison.Ordinal);
        Assert.Contains(named, error, StringComparison.Ordinal);
    }

    private (int Exit, string Output, string Error) Run(bool development, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var command = TokenCommand.Create(development, () => _directory, new FakeClock(Instant.FromUtc(2019, 3, 1, 0, 0)));
        var exit = command.Parse(args).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (exit, output.ToString(), error.ToString());
    }
}
