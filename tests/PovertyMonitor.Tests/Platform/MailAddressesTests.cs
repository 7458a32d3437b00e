using PovertyMonitor.Platform;

namespace PovertyMonitor.Tests.Platform;

public class MailAddressesTests
{
    [Theory]
    [InlineData("siti@example.go.id", true)]
    [InlineData("Hubungi Siti.Aminah+desa@mail.example.co.id segera", true)]
    [InlineData("siti @ example.id", true)]
    [InlineData("siti＠example.id", true)]
    [InlineData("Sebuah rumah tangga di {area} menjadi miskin, skor {value}.", false)]
    [InlineData("5 ekor @ Rp 10.000", false)]
    [InlineData("global-mpi-2018@1", false)]
    [InlineData("", false)]
    public void An_address_of_mail_is_found_and_other_signs_pass(string text, bool isThere) => Assert.Equal(isThere, MailAddresses.AreIn(text));
}
