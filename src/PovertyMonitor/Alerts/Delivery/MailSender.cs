using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using PovertyMonitor.Alerts.Audiences;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>An e-mail as it is kept until it is delivered.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Text">Its plain text.</param>
/// <param name="Html">The same as a page.</param>
/// <param name="Id">What programs tell repeats by; absent of what was written before, which goes by the delivery's.</param>
internal sealed record Mail(string Subject, string Text, string Html, Guid? Id = null);

/// <summary>Hands e-mails to the mail server.</summary>
internal sealed class MailSender(IOptions<AlertOptions> options)
{
    private const int ImplicitTlsPort = 465;

    /// <summary>Sends one.</summary>
    /// <exception cref="DeliveryFailure">The mail server did not take it.</exception>
    public async Task SendAsync(Receiver receiver, string id, Mail mail, CancellationToken ct)
    {
        var settings = options.Value.Mail;
        if (settings.Host is not { Length: > 0 } host) throw new DeliveryFailure($"no mail server: set {AlertOptions.Section}:Mail:Host");
        using var message = new MimeMessage { Subject = mail.Subject, MessageId = $"{mail.Id?.ToString() ?? id}@povertymonitor", Body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html }.ToMessageBody() };
        message.From.Add(MailboxAddress.Parse(settings.From));
        message.To.Add(MailboxAddress.Parse(receiver.Address));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        using var client = new SmtpClient { Timeout = options.Value.PatienceSeconds * 1000 };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(client.Timeout);
        try
        {
            await client.ConnectAsync(host, settings.Port, TlsOf(settings), patience.Token);
            if (settings.User is { Length: > 0 } user) await client.AuthenticateAsync(user, settings.Password ?? "", patience.Token);
            await client.SendAsync(message, patience.Token);
            await client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new DeliveryFailure("no answer in time", isAway: true, e);
        }
        catch (Exception e) when (e is SocketException or IOException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException)
        {
            throw new DeliveryFailure($"mail server: {e.GetType().Name}", e is SocketException or IOException, e);
        }
    }

    private static SecureSocketOptions TlsOf(MailOptions settings) =>
        settings.Port == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect : settings.RequireTls ? SecureSocketOptions.StartTls : SecureSocketOptions.StartTlsWhenAvailable;
}
