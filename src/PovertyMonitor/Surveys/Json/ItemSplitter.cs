namespace PovertyMonitor.Surveys.Json;

/// <summary>
/// Finds where one item of a body ends and the next begins, in bytes as they come; pure. It looks at quotes and brackets
/// only, so that an item that is no JSON spoils no other. It holds one item at most.
/// </summary>
/// <param name="mostBytes">The longest item; of a longer one only the end is looked for.</param>
internal abstract class ItemSplitter(int mostBytes)
{
    private byte[] _buffer = [];
    private int _length;
    private bool _tooLarge;

    /// <summary>The item that ended with the bytes last read.</summary>
    public BodyItem? Item { get; private set; }

    /// <summary>The line of the body that is read, from 1, where items are lines.</summary>
    protected virtual long? Line => null;

    /// <summary>Whether the bytes can't be told apart any more from here on.</summary>
    public bool IsBroken { get; protected set; }

    /// <summary>Whether the body is a list of submissions rather than one; known once something was read.</summary>
    public abstract bool IsSeveral { get; }

    /// <summary>Whether something was begun that has not ended.</summary>
    public bool IsInItem => _length > 0 || _tooLarge;

    /// <summary>Reads up to the end of the next item and says how many bytes that took; fewer than all only at an <see cref="Item"/> or when <see cref="IsBroken"/>.</summary>
    public int Read(ReadOnlySpan<byte> bytes)
    {
        Item = null;
        var at = 0;
        while (at < bytes.Length && Item is null && !IsBroken) at += Step(bytes[at..]);
        return at;
    }

    /// <summary>The body ended as its sender meant it to: an item may end with it, or the body breaks off.</summary>
    public void End()
    {
        Item = null;
        Finish();
    }

    /// <summary>What <see cref="End"/> means for what was begun.</summary>
    protected abstract void Finish();

    /// <summary>Reads some of the bytes, at least one unless the body is broken.</summary>
    protected abstract int Step(ReadOnlySpan<byte> bytes);

    protected void Keep(ReadOnlySpan<byte> part)
    {
        if (_tooLarge || _length + part.Length > mostBytes)
        {
            (_tooLarge, _length) = (true, 0);
            return;
        }
        if (_length + part.Length > _buffer.Length) Array.Resize(ref _buffer, Math.Min(mostBytes, Math.Max(_length + part.Length, 2 * _buffer.Length)));
        part.CopyTo(_buffer.AsSpan(_length));
        _length += part.Length;
    }

    /// <summary>What was kept is an item.</summary>
    protected void Complete()
    {
        Item = new BodyItem(_buffer.AsSpan(0, _length).ToArray(), _tooLarge, Line);
        (_length, _tooLarge) = (0, false);
    }

    protected static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;
}

/// <summary>One item of a body as it came: what should be a submission.</summary>
/// <param name="Bytes">Its bytes; none where it is too large.</param>
/// <param name="IsTooLarge">Whether it is longer than any submission may be.</param>
/// <param name="Line">The line of the body that it is, from 1, where items are lines.</param>
internal readonly record struct BodyItem(byte[] Bytes, bool IsTooLarge, long? Line = null);
