using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;

namespace FhirHub.LocalMongoTests;

/// <summary>Bytes no driver would send, and messages of older ones.</summary>
public sealed class WireTests : DatabaseFixture
{
    private const int OpQuery = 2004;
    private const int OpMsg = 2013;

    [Test]
    public async Task Legacy_hello_is_answered_in_the_legacy_form()
    {
        byte[] body = [0, 0, 0, 0, .. Encoding.UTF8.GetBytes("admin.$cmd\0"), 0, 0, 0, 0, 255, 255, 255, 255, .. Doc("{ isMaster: 1, helloOk: true }").ToBson()];
        var reply = await ExchangeAsync(Frame(OpQuery, body));
        Assert.That(BinaryPrimitives.ReadInt32LittleEndian(reply.AsSpan(12)), Is.EqualTo(1), "OP_REPLY");
        var hello = BsonSerializer.Deserialize<BsonDocument>(reply[36..]);
        Assert.That((hello["ismaster"].AsBoolean, hello["helloOk"].AsBoolean), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task Checksum_is_tolerated()
    {
        byte[] body = [1, 0, 0, 0, 0, .. Doc("{ ping: 1, $db: 'admin' }").ToBson(), 1, 2, 3, 4];
        if (!LocalEngine.IsLocal)
            Assert.Pass("MongoDB verifies checksums.");
        Assert.That(Answer((await ExchangeAsync(Frame(OpMsg, body))))["ok"].ToDouble(), Is.EqualTo(1.0));
    }

    [Test]
    public async Task Documents_beside_the_command_are_inserted()
    {
        var documents = Enumerable.Range(0, 3).SelectMany(i => new BsonDocument("_id", i).ToBson()).ToArray();
        byte[] section = [.. Encoding.UTF8.GetBytes("documents\0"), .. documents];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, section.Length + 4);
        byte[] body = [0, 0, 0, 0, 1, .. length, .. section, 0, .. new BsonDocument { { "insert", "beside" }, { "$db", Database.DatabaseNamespace.DatabaseName } }.ToBson()];
        Assert.That(Answer((await ExchangeAsync(Frame(OpMsg, body))))["n"].ToInt32(), Is.EqualTo(3));
    }

    [Test]
    public async Task Message_without_a_database_is_refused_and_the_connection_lives_on()
    {
        using var socket = Connect();
        byte[] bad = Frame(OpMsg, [0, 0, 0, 0, 0, .. Doc("{ ping: 1 }").ToBson()]);
        byte[] good = Frame(OpMsg, [0, 0, 0, 0, 0, .. Doc("{ ping: 1, $db: 'admin' }").ToBson()]);
        Assert.That(Answer((await ExchangeAsync(socket, bad)))["ok"].ToDouble(), Is.Zero);
        Assert.That(Answer((await ExchangeAsync(socket, good)))["ok"].ToDouble(), Is.EqualTo(1.0));
    }

    [Test]
    public async Task Document_over_16_MB_sent_past_the_driver_is_refused()
    {
        var huge = new BsonDocument { { "_id", 1 }, { "b", new byte[16_777_217] } }.ToBson();
        byte[] section = [.. Encoding.UTF8.GetBytes("documents\0"), .. huge];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, section.Length + 4);
        byte[] body = [0, 0, 0, 0, 1, .. length, .. section, 0, .. new BsonDocument { { "insert", "huge" }, { "$db", Database.DatabaseNamespace.DatabaseName } }.ToBson()];
        var answer = Answer(await ExchangeAsync(Frame(OpMsg, body)));
        Assert.That(answer.Contains("writeErrors") || answer["ok"].ToDouble() == 0, Is.True, answer.ToString());
        Assert.That(await Database.GetCollection<BsonDocument>("huge").CountDocumentsAsync(Doc("{}")), Is.Zero);
    }

    private static IEnumerable<TestCaseData> Malformed()
    {
        yield return new TestCaseData(new byte[] { 5, 0, 0, 0 }).SetArgDisplayNames("size below a header");
        yield return new TestCaseData(new byte[] { 255, 255, 255, 127, 0, 0, 0, 0, 0, 0, 0, 0, 0xdd, 7, 0, 0 }).SetArgDisplayNames("size of 2 GB");
        yield return new TestCaseData(Frame(9999, [1, 2, 3])).SetArgDisplayNames("unknown operation");
        yield return new TestCaseData(Frame(OpMsg, [0, 0, 0, 0])).SetArgDisplayNames("no section");
        yield return new TestCaseData(Frame(OpMsg, [0, 0, 0, 0, 7, 1, 2])).SetArgDisplayNames("unknown section");
        yield return new TestCaseData(Frame(OpMsg, [0, 0, 0, 0, 0, 200, 0, 0, 0, 0])).SetArgDisplayNames("document longer than its message");
        yield return new TestCaseData(Frame(OpMsg, [0, 0, 0, 0, 0, 9, 0, 0, 0, 0x10, (byte)'a', (byte)'a', (byte)'a', 0])).SetArgDisplayNames("truncated field");
        yield return new TestCaseData(Frame(OpMsg, [4, 0, 0, 0, 0, .. new BsonDocument("ping", 1).ToBson()])).SetArgDisplayNames("unknown required flag");
        yield return new TestCaseData(Frame(OpQuery, [0, 0, 0, 0, (byte)'x'])).SetArgDisplayNames("truncated query");
    }

    [TestCaseSource(nameof(Malformed))]
    public async Task Malformed_message_ends_only_its_own_connection(byte[] bytes)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var socket = Connect();
        var stream = socket.GetStream();
        await stream.WriteAsync(bytes, limit.Token);
        socket.Client.Shutdown(SocketShutdown.Send);
        var rest = new byte[4096];
        try
        {
            while (await stream.ReadAsync(rest, limit.Token) > 0)
                Assert.That(limit.IsCancellationRequested, Is.False);
        }
        catch (IOException)
        {
            Assert.That(socket.Connected, Is.False, "a reset is as good as an end");
        }
        Assert.That((await Client.GetDatabase("admin").RunCommandAsync<BsonDocument>(Doc("{ ping: 1 }")))["ok"].ToDouble(), Is.EqualTo(1.0));
    }

    private static TcpClient Connect()
    {
        var server = MongoUrl.Create(LocalEngine.ConnectionString).Server;
        return new TcpClient(server.Host, server.Port);
    }

    private static async Task<byte[]> ExchangeAsync(byte[] message)
    {
        using var socket = Connect();
        return await ExchangeAsync(socket, message);
    }

    private static async Task<byte[]> ExchangeAsync(TcpClient socket, byte[] message)
    {
        var stream = socket.GetStream();
        await stream.WriteAsync(message);
        var size = new byte[4];
        await stream.ReadExactlyAsync(size);
        var reply = new byte[BinaryPrimitives.ReadInt32LittleEndian(size)];
        size.CopyTo(reply, 0);
        await stream.ReadExactlyAsync(reply.AsMemory(4));
        return reply;
    }

    private static BsonDocument Answer(byte[] reply) => BsonSerializer.Deserialize<BsonDocument>(reply[21..]);

    private static byte[] Frame(int operation, byte[] body)
    {
        var frame = new byte[16 + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), 1);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(12), operation);
        body.CopyTo(frame, 16);
        return frame;
    }
}
