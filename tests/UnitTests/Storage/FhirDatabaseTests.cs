using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.UnitTests.Storage;

[TestFixture]
internal sealed class FhirDatabaseTests
{
    [Test]
    public void Reads_see_and_writes_wait_for_a_majority_whatever_the_connection_string_says()
    {
        using var database = new FhirDatabase(new MongoOptions { ConnectionString = "mongodb://127.0.0.1:1/?readConcernLevel=local&w=1&readPreference=secondary" });
        Assert.Multiple(() =>
        {
            Assert.That(database.Resources.Settings.ReadConcern, Is.EqualTo(ReadConcern.Majority));
            Assert.That(database.Resources.Settings.WriteConcern, Is.EqualTo(WriteConcern.WMajority));
            Assert.That(database.Resources.Settings.ReadPreference, Is.EqualTo(ReadPreference.Primary));
        });
    }
}
