using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using PovertyMonitor.Platform.Problems;
using ZstdSharp;

namespace PovertyMonitor.Surveys.Json;

/// <summary>The items of a request's body, one by one as they arrive. A body that breaks off or goes wrong ends there; what came before stands.</summary>
/// <param name="body">The body, decompressed.</param>
/// <param name="splitter">Finds the items in it.</param>
/// <param name="mostItems">How many items one request may hold.</param>
internal sealed class ItemStream(PipeReader body, ItemSplitter splitter, int mostItems)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private ReadOnlySequence<byte> _rest = ReadOnlySequence<byte>.Empty;
    private bool _isReading;
    private bool _isLast;
    private bool _ended;
    private long _position;
    private int _items;

    /// <summary>Why the body ended before its end; <see langword="null"/> where it ended as it should.</summary>
    public ProblemResult? Break { get; private set; }

    /// <summary>Whether the body is a list of submissions rather than one.</summary>
    public bool IsSeveral => splitter.IsSeveral;

    /// <summary>The next item; <see langword="null"/> at the end.</summary>
    public async ValueTask<BodyItem?> NextAsync(CancellationToken ct)
    {
        while (!_ended)
        {
            if (Split() is { } item) return Counted(item);
            if (_ended) break;
            if (_isLast) return EndOfBody();
            await ReadAsync(ct);
        }
        return null;
    }

    private BodyItem? Split()
    {
        while (!_rest.IsEmpty)
        {
            var taken = splitter.Read(_rest.FirstSpan);
            _position += taken;
            _rest = _rest.Slice(taken);
            if (splitter.Item is { } item) return item;
            if (!splitter.IsBroken) continue;
            EndWith(splitter.IsSeveral || _items > 0 ? Broken() : SurveyProblems.NotJsonOfSubmissions.Result());
            break;
        }
        return null;
    }

    private BodyItem? EndOfBody()
    {
        splitter.End();
        if (splitter.IsBroken) EndWith(Broken());
        else EndWith(null);
        return splitter.Item is { } item ? Counted(item) : null;
    }

    private BodyItem? Counted(BodyItem item)
    {
        if (++_items <= mostItems) return item;
        EndWith(SurveyProblems.TooMany.Result(("limit", mostItems)));
        return null;
    }

    private async ValueTask ReadAsync(CancellationToken ct)
    {
        try
        {
            GiveBack();
            var read = _position > 0 ? await body.ReadAsync(ct) : await body.ReadAtLeastAsync(ByteOrderMark.Length, ct);
            (_rest, _isReading, _isLast) = (read.Buffer, true, read.IsCompleted);
            if (_position == 0 && _rest.Length >= ByteOrderMark.Length && new SequenceReader<byte>(_rest).IsNext(ByteOrderMark)) Skip(ByteOrderMark.Length);
        }
        catch (BadHttpRequestException refused)
        {
            EndWith(refused.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => PlatformProblems.BodyTooLarge.Result(("limit", SubmissionLimits.MostBytesOfBody)),
                StatusCodes.Status408RequestTimeout => PlatformProblems.BodyTooSlow.Result(),
                _ => Broken(),
            });
        }
        catch (Exception e) when (e is IOException or ConnectionAbortedException or OperationCanceledException or InvalidDataException or ZstdException or InvalidOperationException)
        {
            // The sender went away, or what came can't be decompressed; each way of compressing says so in its own words.
            EndWith(Broken());
        }
    }

    private void Skip(int bytes) => (_position, _rest) = (_position + bytes, _rest.Slice(bytes));

    private void EndWith(ProblemResult? problem)
    {
        (Break, _ended) = (problem, true);
        GiveBack();
    }

    // The server can't use the connection again for a body of which it does not know how far it was read.
    private void GiveBack()
    {
        if (_isReading) body.AdvanceTo(_rest.Start);
        _isReading = false;
    }

    private ProblemResult Broken() => SurveyProblems.BodyBroken.Result(("position", _position + 1), ("count", Math.Min(_items, mostItems)));
}
