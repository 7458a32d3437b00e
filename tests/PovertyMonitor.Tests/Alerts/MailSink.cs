using System.Buffers;
using MimeKit;
using SmtpServer;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>A mail server's box: what it took.</summary>
internal sealed class MailSink : MessageStore
{
    private readonly List<MimeMessage> _messages = [];

    public IReadOnlyList<MimeMessage> Messages
    {
        get
        {
            lock (_messages) return [.. _messages];
        }
    }

    public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream(buffer.ToArray());
        var message = await MimeMessage.LoadAsync(bytes, cancellationToken);
        lock (_messages) _messages.Add(message);
        return SmtpResponse.Ok;
    }
}
