using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>Keeps every line of a service's log, scopes included.</summary>
internal sealed class LogCollector : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _lines = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    /// <summary>The lines so far; a service that runs adds to them as fast as somebody reads.</summary>
    public IReadOnlyCollection<string> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Collector(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Collector(LogCollector owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            owner._lines.Enqueue($"{category} {formatter(state, exception)} {exception}");
            owner._scopes.ForEachScope((scope, lines) => lines.Enqueue($"{category} scope {scope}"), owner._lines);
        }
    }
}
