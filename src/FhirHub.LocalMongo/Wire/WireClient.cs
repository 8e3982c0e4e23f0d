using System.Buffers.Binary;
using System.Net.Sockets;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;

namespace FhirHub.LocalMongo.Wire;

/// <summary>One bare connection that sends commands: enough to ping a server, initiate a replica set and ask for a shutdown.</summary>
internal sealed class WireClient : IAsyncDisposable
{
    private readonly NetworkStream stream;
    private int lastRequest;

    private WireClient(NetworkStream stream) => this.stream = stream;

    public static async Task<WireClient> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(System.Net.IPAddress.Loopback, port, cancellationToken);
            return new WireClient(new NetworkStream(socket, ownsSocket: true));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Runs one command on the admin database and gives its reply, whatever its <c>ok</c> says.</summary>
    public async Task<BsonDocument> RunAsync(BsonDocument command, CancellationToken cancellationToken)
    {
        var body = new BsonDocument(command) { ["$db"] = "admin" }.ToBson();
        var message = new byte[WireMessage.HeaderSize + 5 + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(4), ++lastRequest);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(12), WireMessage.OpMsg);
        body.CopyTo(message, WireMessage.HeaderSize + 5);
        await stream.WriteAsync(message, cancellationToken);

        var header = new byte[WireMessage.HeaderSize];
        await stream.ReadExactlyAsync(header, cancellationToken);
        var size = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (size is < WireMessage.HeaderSize + 5 or > WireMessage.MaximumSize)
            throw new WireFormatException($"a message of {size} bytes");
        var rest = new byte[size - WireMessage.HeaderSize];
        await stream.ReadExactlyAsync(rest, cancellationToken);
        return BsonSerializer.Deserialize<BsonDocument>(rest[5..]);
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
