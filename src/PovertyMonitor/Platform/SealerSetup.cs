namespace PovertyMonitor.Platform;

/// <summary>Where the master key comes from.</summary>
internal static class SealerSetup
{
    /// <summary>The setting that names the master key's file; required outside Development.</summary>
    public const string Setting = "PovertyMonitor:MasterKeyFile";

    /// <exception cref="StartupException">No key is to be had.</exception>
    public static void AddSealer(this WebApplicationBuilder builder, string dataDirectory)
    {
        var file = builder.Configuration[Setting];
        if (string.IsNullOrEmpty(file) && !builder.Environment.IsDevelopment())
            throw new StartupException($"The setting {Setting} is missing: outside Development, name a file that holds 32 random bytes in Base64.");
        var key = string.IsNullOrEmpty(file) ? KeyFile.LoadOrCreate(dataDirectory, "master.key") : KeyFile.Load(file);
        builder.Services.AddSingleton(new Sealer(key));
    }
}
