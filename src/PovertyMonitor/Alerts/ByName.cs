using System.Text.Json;
using System.Text.Json.Serialization;

namespace PovertyMonitor.Alerts;

/// <summary>Reads a choice by its name only: its number would mean another one when the list grows in between.</summary>
internal sealed class ByName<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
