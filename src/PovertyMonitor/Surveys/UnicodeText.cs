using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace PovertyMonitor.Surveys;

/// <summary>Whether the text in a JSON value can be read at all; the JSON reader finds out only when it is asked for the text.</summary>
internal static class UnicodeText
{
    /// <summary>False where a name or string of the value holds bytes that are no UTF-8 or half of a surrogate pair.</summary>
    public static bool IsAllOf(JsonElement json)
    {
        var raw = JsonMarshal.GetRawUtf8Value(json);
        if (!Utf8.IsValid(raw)) return false;
        if (!raw.Contains((byte)'\\')) return true;
        var reader = new Utf8JsonReader(raw);
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped) reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
