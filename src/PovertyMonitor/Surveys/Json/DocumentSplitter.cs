using System.Buffers;

namespace PovertyMonitor.Surveys.Json;

/// <summary>Splits a JSON document: an object is the one item, an array's elements are the items.</summary>
/// <param name="mostBytes">The longest item.</param>
internal sealed class DocumentSplitter(int mostBytes) : ItemSplitter(mostBytes)
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> AfterScalar = SearchValues.Create(" \t\r\n,]"u8);
    private Place _place = Place.Start;
    private bool _isSeveral;
    private int _depth;
    private bool _inText;
    private bool _escaped;

    private enum Place { Start, First, Next, Container, Text, Scalar, After, Closed }

    public override bool IsSeveral => _isSeveral;

    protected override void Finish()
    {
        if (_place == Place.Closed) return;
        // An object that breaks off is an item all the same: reading it tells where it is wrong.
        if (!_isSeveral && IsInItem) Complete();
        else IsBroken = _place != Place.Start;
    }

    protected override int Step(ReadOnlySpan<byte> bytes) => _place switch
    {
        Place.Container => Inside(bytes),
        Place.Text => InText(bytes),
        Place.Scalar => InScalar(bytes),
        _ => Between(bytes),
    };

    private int Between(ReadOnlySpan<byte> bytes)
    {
        var blank = bytes.IndexOfAnyExcept(WhiteSpace);
        if (blank != 0) return blank < 0 ? bytes.Length : blank;
        switch (_place, (char)bytes[0])
        {
            case (Place.Start, '['):
                (_isSeveral, _place) = (true, Place.First);
                return 1;
            case (Place.First or Place.After, ']'):
                _place = Place.Closed;
                return 1;
            case (Place.After, ','):
                _place = Place.Next;
                return 1;
            case (Place.First or Place.Next, not (',' or ']' or '}' or ':')) or (Place.Start, '{'):
                return Begin(bytes);
            default:
                IsBroken = true;
                return 0;
        }
    }

    private int Begin(ReadOnlySpan<byte> bytes)
    {
        _place = (char)bytes[0] switch { '{' or '[' => Place.Container, '"' => Place.Text, _ => Place.Scalar };
        (_depth, _inText, _escaped) = (_place == Place.Container ? 1 : 0, false, false);
        Keep(bytes[..1]);
        return 1;
    }

    private int Inside(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && _depth > 0)
        {
            if (_inText)
            {
                at += PastText(bytes[at..], out var ended);
                _inText = !ended;
                continue;
            }
            var found = bytes[at..].IndexOfAny(Structure);
            if (found < 0)
            {
                at = bytes.Length;
                break;
            }
            at += found + 1;
            switch ((char)bytes[at - 1])
            {
                case '"': _inText = true; break;
                case '{' or '[': _depth++; break;
                default: _depth--; break;
            }
        }
        Keep(bytes[..at]);
        if (_depth == 0) Close();
        return at;
    }

    private int InText(ReadOnlySpan<byte> bytes)
    {
        var at = PastText(bytes, out var ended);
        Keep(bytes[..at]);
        if (ended) Close();
        return at;
    }

    private int InScalar(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny(AfterScalar);
        Keep(end < 0 ? bytes : bytes[..end]);
        if (end < 0) return bytes.Length;
        Close();
        // The byte that ends it belongs to what follows; a step must take one, and nothing is lost by taking white space only.
        return end > 0 ? end : Between(bytes);
    }

    // How many bytes the rest of a text takes, its closing quote included.
    private int PastText(ReadOnlySpan<byte> bytes, out bool ended)
    {
        ended = false;
        var at = 0;
        while (at < bytes.Length && !ended)
        {
            if (_escaped)
            {
                _escaped = false;
                at++;
                continue;
            }
            var found = bytes[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (found < 0) return bytes.Length;
            at += found + 1;
            if (bytes[at - 1] == '\\') _escaped = true;
            else ended = true;
        }
        return at;
    }

    private void Close()
    {
        Complete();
        _place = _isSeveral ? Place.After : Place.Closed;
    }
}
