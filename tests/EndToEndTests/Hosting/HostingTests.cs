using System.Net.NetworkInformation;
using System.Net.Sockets;
using FhirHub.Engine.Indexing;

namespace FhirHub.EndToEndTests.Hosting;

[TestFixture]
internal sealed class HostingTests : ServerTests
{
    [TestCase("/healthz/live", "alive")]
    [TestCase("/healthz/ready", "ready")]
    public async Task Health_is_told_in_a_word(string path, string word)
    {
        var answer = (await Http.FetchAsync(path)).Expect(HttpStatusCode.OK);
        Assert.That(answer.Text.Trim(), Is.EqualTo(word));
        Assert.That(answer.MediaType, Is.EqualTo("text/plain"));
    }

    [Test]
    public async Task The_tables_of_the_index_are_read_before_anybody_asks()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!IndexTables.AreLoaded)
            await Task.Delay(20, patience.Token);
    }

    [Test]
    public void An_open_server_listens_on_loopback_alone()
    {
        Assert.That(Server.Addresses.Select(a => new Uri(a).Host), Is.All.EqualTo("127.0.0.1"));
        var others = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(n => n.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address)
            .Where(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));
        foreach (var address in others)
        {
            using var client = new TcpClient();
            Assert.That(async () => await client.ConnectAsync(address, Server.BaseUrl.Port), Throws.InstanceOf<SocketException>());
        }
    }

    [Test]
    public async Task A_stop_lets_a_request_in_flight_finish()
    {
        await using var server = await TestServer.StartAsync();
        string body = Patient("x", $"\"name\":[{{\"text\":\"{new string('x', 100_000)}\"}}]");
        await using var upload = await SlowUpload.StartAsync(server.BaseUrl, "POST", "Patient", body);
        await upload.SendAsync(50_000);
        var stopping = server.StopAsync();
        await UntilRefusedAsync(server.BaseUrl);
        Assert.That(stopping.IsCompleted, Is.False);
        string answer = await upload.FinishAsync();
        Assert.That(answer, Does.StartWith("HTTP/1.1 201"));
        await stopping;
    }

    [TestCase("PublicUrl", "not a URL")]
    [TestCase("MaxBodyBytes", "1")]
    [TestCase("MaxDepth", "1")]
    [TestCase("DefaultPageSize", "0")]
    [TestCase("Open", "false")]
    [TestCase("Validation:Reaction", "5")]
    [TestCase("Validation:Level", "9")]
    [TestCase("Validation:Levl", "Required")]
    public void Options_that_make_no_sense_stop_the_start(string name, string value) =>
        Assert.That(async () => await TestServer.StartAsync((name, value)), Throws.InstanceOf<Microsoft.Extensions.Options.OptionsValidationException>().With.Message.Contains(name));

    /// <summary>A stopping server takes no new connections.</summary>
    private static async Task UntilRefusedAsync(Uri root)
    {
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(root.Host, root.Port);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }
}
