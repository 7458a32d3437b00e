using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Alerts.Inbox;

/// <summary>The texts of the agencies' page.</summary>
internal static class InboxWords
{
    public static readonly Text Title = new("Kotak peringatan", "Alerts");
    public static readonly Text Token = new("Token dari penerbit layanan ini", "Token of this service's issuer");
    public static readonly Text LogIn = new("Masuk", "Log in");
    public static readonly Text LogOut = new("Keluar", "Log out");
    public static readonly Text NoToken = new("Itu bukan token.", "That is no token.");
    public static readonly Text None = new("Tidak ada peringatan.", "There are no alerts.");
    public static readonly Text Baseline = new("Mode dasar: rumah tangga yang pertama kali diwawancarai pada putaran ini tidak menimbulkan peringatan:", "Baseline mode: households first interviewed in this round raise no alerts:");
    public static readonly Text Raised = new("Waktu", "Time");
    public static readonly Text What = new("Peringatan", "Alert");
    public static readonly Text State = new("Status", "State");
    public static readonly Text ToDo = new("Tindakan", "Action");
    public static readonly Text Acknowledge = new("Tanggapi", "Acknowledge");
    public static readonly Text TrueAlarm = new("Benar", "It is so");
    public static readonly Text FalseAlarm = new("Alarm palsu", "False alarm");
    public static readonly Text Resolve = new("Selesai", "Resolved");
    public static readonly Text Reopen = new("Buka kembali", "Reopen");
}
