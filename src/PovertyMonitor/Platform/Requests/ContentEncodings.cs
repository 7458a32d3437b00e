using Microsoft.AspNetCore.RequestDecompression;
using PovertyMonitor.Platform.Problems;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace PovertyMonitor.Platform.Requests;

/// <summary>Takes compressed bodies on every address: gzip, br, deflate and zstd; the endpoint's size limit holds for what comes out.</summary>
internal static class ContentEncodings
{
    private const string Known = "br, deflate, gzip, zstd";

    public static IServiceCollection AddContentEncodings(this IServiceCollection services) =>
        services.AddRequestDecompression(options => options.DecompressionProviders.Add("zstd", new Zstandard()));

    /// <summary>Opens the bodies and refuses an encoding that is not known; after authorization, so that a stranger's bytes are not opened.</summary>
    public static void UseContentEncodings(this IApplicationBuilder app)
    {
        app.UseRequestDecompression();
        app.Use((http, next) =>
        {
            // The middleware before takes the header away when it takes the body.
            var encoding = http.Request.Headers.ContentEncoding.ToString();
            if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)) return next(http);
            http.Response.Headers.AcceptEncoding = Known;
            return PlatformProblems.UnsupportedEncoding.Result(("encoding", encoding), ("known", Known)).ExecuteAsync(http);
        });
    }

    private sealed class Zstandard : IDecompressionProvider
    {
        // RFC 9659: 8 MiB is the most that a receiver of zstd over HTTP has to hold.
        private const int WindowLog = 23;

        public Stream GetDecompressionStream(Stream stream)
        {
            var opened = new DecompressionStream(stream);
            opened.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, WindowLog);
            return opened;
        }
    }
}
