using PovertyMonitor.Access;
using PovertyMonitor.Access.Devices;
using PovertyMonitor.Alerts;
using PovertyMonitor.Assistance;
using PovertyMonitor.Commitments;
using PovertyMonitor.Dashboard;
using PovertyMonitor.Duplicates;
using PovertyMonitor.Households;
using PovertyMonitor.Identities;
using PovertyMonitor.Measures;
using PovertyMonitor.Musdes;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.OpenApi;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;
using PovertyMonitor.Regions;
using PovertyMonitor.Reports;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.OpenRosa;
using PovertyMonitor.Villages;
using PovertyMonitor.WorkLists;

namespace PovertyMonitor;

/// <summary>The service, put together from its slices.</summary>
internal static class Application
{
    /// <summary>A builder that is in Development unless the environment says otherwise, and listens on loopback unless told otherwise.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
                ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Development,
            ContentRootPath = AppContext.BaseDirectory,
        });
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(ListenAddress.Default);
        return builder;
    }

    /// <summary>Builds the service over a database.</summary>
    /// <param name="builder">Its settings.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="alone">Whether no other node can work on the database.</param>
    /// <exception cref="StartupException">A setting is missing or wrong.</exception>
    public static WebApplication Build(this WebApplicationBuilder builder, string connectionString, bool alone)
    {
        var dataDirectory = DataDirectory.Resolve(builder.Configuration);
        builder.AddSealer(dataDirectory);
        builder.Services.ConfigureHttpJsonOptions(http => StoreSetup.ConfigureJson(http.SerializerOptions));
        builder.Services.AddProblems();
        builder.Services.AddAccess(builder.Configuration, dataDirectory);
        builder.Services.AddDevices();
        builder.Services.AddBusyLimit(builder.Configuration).AddContentEncodings();
        builder.Services.AddApiDescription();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        builder.AddStore(connectionString, alone, AlertsSlice.Subscribe);
        builder.Services.AddRegions().AddIdentities().AddHouseholds().AddDuplicates().AddSurveys()
            .AddMeasures().AddVillages().AddMusdes(builder.Configuration).AddAssistance().AddWorkLists().AddCommitments().AddAlerts(builder.Configuration).AddReports(builder.Configuration).AddDashboard();
        return Map(builder.Build());
    }

    private static WebApplication Map(WebApplication app)
    {
        app.UseProblems();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseContentEncodings();
        app.MapHealthChecks("/health/ready").AllowPublicly();
        app.MapProblems().AllowPublicly();
        MapDescription(app);
        var api = app.MapGroup("/api");
        api.MapDevices();
        api.MapRegions();
        api.MapSurveys();
        api.MapHouseholds();
        api.MapDuplicates();
        api.MapMeasures();
        api.MapVillages();
        api.MapMusdes();
        api.MapAssistance();
        api.MapWorkLists();
        api.MapCommitments();
        api.MapAlerts();
        api.MapReports();
        app.MapOpenRosa();
        app.MapOpenData();
        app.MapDashboard();
        app.MapInbox();
        EndpointsBuiltOnce.Keep(app);
        return app;
    }

    // Elsewhere than in Development a token is needed, and a browser has none to open the page with.
    private static void MapDescription(WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.MapApiDescription().AllowRoles(Enum.GetValues<Role>());
            return;
        }
        app.MapApiDescription().AllowPublicly();
        app.MapApiPage().AllowPublicly();
    }
}
