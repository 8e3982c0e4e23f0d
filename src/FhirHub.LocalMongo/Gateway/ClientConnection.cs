using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.Sockets;
using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Wire;

namespace FhirHub.LocalMongo.Gateway;

/// <summary>One client: reads messages from its socket, one command at a time, and writes the replies.</summary>
internal sealed class ClientConnection(int id, Socket socket, CommandDispatch dispatch, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan SuspiciouslyLong = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource gone = new();
    private Action? afterReply;
    private long commandStarted;
    private int lastResponse;

    public int Id { get; } = id;

    public void AfterReply(Action action) => afterReply = action;

    public async Task RunAsync()
    {
        var reader = PipeReader.Create(new NetworkStream(socket, ownsSocket: false), new StreamPipeReaderOptions(bufferSize: 16 * 1024, minimumReadSize: 1024));
        try
        {
            while (await ReadMessageAsync(reader) is { } frame)
                await AnswerAsync(reader, frame);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or WireFormatException or EngineLostException or ObjectDisposedException)
        {
            // The end of this connection is all the client is told: it sees a network error and knows how to go on.
        }
        finally
        {
            await gone.CancelAsync();
            await reader.CompleteAsync();
        }
    }

    /// <summary>Called now and then from outside: a client that hung up during a long command must not keep the engine busy.</summary>
    public void CancelIfGone()
    {
        var started = Volatile.Read(ref commandStarted);
        if (started == 0 || time.GetElapsedTime(started) < SuspiciouslyLong)
            return;
        try
        {
            if (socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0)
                gone.Cancel();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            gone.Cancel();
        }
    }

    public void Abort()
    {
        gone.Cancel();
        socket.Close(0);
    }

    public void Dispose()
    {
        socket.Dispose();
        gone.Dispose();
    }

    /// <summary>The next whole message, or null when the client is done.</summary>
    private async ValueTask<ReadOnlySequence<byte>?> ReadMessageAsync(PipeReader reader)
    {
        var needed = WireMessage.HeaderSize;
        while (true)
        {
            var result = await reader.ReadAtLeastAsync(needed, gone.Token);
            if (result.Buffer.Length < needed)
                return null;
            var size = MessageSize(result.Buffer);
            if (result.Buffer.Length >= size)
                return result.Buffer.Slice(0, size);
            needed = size;
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private static int MessageSize(in ReadOnlySequence<byte> buffer)
    {
        Span<byte> prefix = stackalloc byte[4];
        buffer.Slice(0, 4).CopyTo(prefix);
        var size = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        return size is < WireMessage.HeaderSize or > WireMessage.MaximumSize ? throw new WireFormatException($"a message of {size} bytes") : size;
    }

    private async ValueTask AnswerAsync(PipeReader reader, ReadOnlySequence<byte> frame)
    {
        byte[]? rented = null;
        try
        {
            var memory = frame.IsSingleSegment ? frame.First : (rented = Contiguous(frame)).AsMemory(0, (int)frame.Length);
            var message = WireMessage.Parse(memory);
            Volatile.Write(ref commandStarted, time.GetTimestamp());
            using var reply = await dispatch.RunAsync(message, this, gone.Token);
            Volatile.Write(ref commandStarted, 0);
            if (!message.MoreToCome)
                await SendAsync(reply.Frame(++lastResponse, message));
        }
        finally
        {
            Volatile.Write(ref commandStarted, 0);
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
        reader.AdvanceTo(frame.End);
        afterReply?.Invoke();
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, gone.Token)..];
    }

    private static byte[] Contiguous(in ReadOnlySequence<byte> frame)
    {
        var rented = ArrayPool<byte>.Shared.Rent((int)frame.Length);
        frame.CopyTo(rented);
        return rented;
    }
}
