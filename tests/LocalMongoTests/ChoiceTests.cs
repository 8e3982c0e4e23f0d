using FhirHub.LocalMongo;
using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Mongod;
using FhirHub.LocalMongo.Provisioning;
using MongoDB.Bson;

namespace FhirHub.LocalMongoTests;

/// <summary>Which database is taken, and what a person is told when none can be.</summary>
public sealed class ChoiceTests
{
    [Test]
    public async Task Configured_connection_string_is_used_as_it_is()
    {
        var endpoint = await MongoEndpoint.ResolveAsync(" mongodb://db.example/?replicaSet=rs0 ", "Production", new LocalDatabaseOptions());
        Assert.That((endpoint.ConnectionString, endpoint.IsLocal), Is.EqualTo(("mongodb://db.example/?replicaSet=rs0", false)));
    }

    [TestCase(null)]
    [TestCase("  ")]
    public async Task Production_without_a_connection_string_fails_and_makes_nothing(string? configured)
    {
        var root = Path.Combine(Path.GetTempPath(), "fhirhub-test-" + Guid.NewGuid().ToString("N")[..12]);
        var error = await Assert.ThrowsAsync<LocalDatabaseException>(() => MongoEndpoint.ResolveAsync(configured, "Production", new LocalDatabaseOptions { DataRoot = root }));
        Assert.That(error!.Message, Does.Contain("connection string"));
        Assert.That(Directory.Exists(root), Is.False);
    }

    [TestCase("db version v7.0.5\nBuild Info: {", "7.0.5", true)]
    [TestCase("db version v6.0.0-rc1\n", "6.0.0", true)]
    [TestCase("db version v5.0.9\n", "5.0.9", false)]
    [TestCase("mongod: error while loading shared libraries", null, false)]
    public void Version_of_a_mongod_is_read(string output, string? version, bool enough)
    {
        var parsed = MongodServer.ParseVersion(output);
        Assert.That((parsed?.ToString(), MongodServer.IsNewEnough(parsed)), Is.EqualTo((version, enough)));
    }

    [Test]
    public async Task Mongod_on_the_path_is_started_as_a_replica_set()
    {
        await using var sandbox = new DaemonSandbox();
        var folder = await FakeMongodAsync(sandbox, "7.0.5");
        var (code, output) = await sandbox.CommandLineWithPathAsync(folder, "start");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Does.Contain("mongod ended at once with code 9"));
        var arguments = await File.ReadAllTextAsync(Path.Combine(folder, "arguments"));
        Assert.That(arguments, Does.Contain($"--dbpath {sandbox.Root}/database/mongod").And.Contain("--replSet fhirhub").And.Contain("--bind_ip 127.0.0.1"));
    }

    [Test]
    public void Replica_set_of_a_mongod_has_one_member_on_the_loopback() =>
        Assert.That(MongodDaemon.InitiateCommand(27999), Is.EqualTo(BsonDocument.Parse("{ replSetInitiate: { _id: 'fhirhub', members: [ { _id: 0, host: '127.0.0.1:27999' } ] } }")));

    [Test]
    public void Mirror_is_found_in_both_formats_of_sources()
    {
        string[] deb822 = ["Types: deb", "# URIs: http://commented.example/debian", "URIs: http://mirror.example/debian/", "Suites: trixie", "", "URIs: http://mirror.example/debian-security"];
        string[] oneLine = ["# deb http://commented.example/debian x main", "deb [arch=amd64 signed-by=/k.gpg] https://other.example/pub/debian trixie main", "deb http://vendor.example/apt stable main"];
        Assert.That(AptSources.Mirrors(deb822), Is.EqualTo(new[] { "http://mirror.example/debian" }));
        Assert.That(AptSources.Mirrors(oneLine), Is.EqualTo(new[] { "https://other.example/pub/debian" }));
        Assert.That(AptSources.Mirrors(["URIs: http://archive.ubuntu.com/ubuntu"]), Is.Empty);
    }

    [Test]
    public void Message_for_a_machine_without_engine_has_the_lines_to_run() =>
        Assert.That(NoEngine.Message, Does.Contain("docker run -d").And.Contain("--replSet").And.Contain("FHIRHUB_MONGO="));

    [TestCase("M001C", 11000)]
    [TestCase("40001", 112)]
    [TestCase("M007U", 40324)]
    [TestCase("ZZZZZ", 1)]
    public void Packed_states_of_the_engine_become_codes(string state, int code)
    {
        var packed = state.Select((c, i) => (c - '0') << (6 * i)).Sum();
        Assert.That(EngineErrors.FromPacked(packed, inTransaction: false), Is.EqualTo(code));
    }

    /// <summary>A program that tells its version, else records its arguments and fails.</summary>
    private static async Task<string> FakeMongodAsync(DaemonSandbox sandbox, string version)
    {
        var folder = Path.Combine(sandbox.Root, "path");
        Directory.CreateDirectory(folder);
        var script = Path.Combine(folder, "mongod");
        await File.WriteAllTextAsync(script, $"#!/bin/sh\nif [ \"$1\" = --version ]; then echo 'db version v{version}'; exit 0; fi\necho \"$@\" > {folder}/arguments\nexit 9\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }
}
