using System.Buffers;
using System.Text.Json;
using FhirHub.Engine.Structure;
using FsCheck;
using FsCheck.Fluent;

namespace FhirHub.ContractTests.Structure;

internal sealed class ByteMutationTests
{
    private static readonly Config Seeds = Config.QuickThrowOnFailure.WithMaxTest(20_000).WithEndSize(1_000_000);

    [Test]
    public void Official_examples_with_random_bytes_changed_never_throw_and_never_become_unreadable() =>
        Prop.ForAll((int seed) =>
        {
            var json = Mutate(new Random(seed));
            var result = FhirJsonReader.Read(json, ReadLimits.Default);
            Assert.That(result.Resource is null, Is.EqualTo(result.Issues.Count > 0));
            if (result.Resource is not { } resource)
                return;
            var buffer = new ArrayBufferWriter<byte>();
            resource.Write(buffer, "1", 1, DateTimeOffset.UnixEpoch);
            using var document = JsonDocument.Parse(buffer.WrittenMemory);
            ReadAllStrings(document.RootElement);
        }).Check(Seeds);

    private static byte[] Mutate(Random random)
    {
        var json = File.ReadAllBytes(R4Package.SmallInstances[random.Next(R4Package.SmallInstances.Count)]).ToList();
        for (var changes = 1 + random.Next(3); changes > 0; changes--)
        {
            var at = random.Next(json.Count);
            switch (random.Next(4))
            {
                case 0:
                    json[at] = (byte)random.Next(256);
                    break;
                case 1:
                    json.RemoveRange(at, Math.Min(random.Next(1, 20), json.Count - at));
                    break;
                case 2:
                    json.Insert(at, (byte)"{}[]\",:\\ \n0a"[random.Next(12)]);
                    break;
                default:
                    json.InsertRange(at, json.GetRange(at, Math.Min(random.Next(1, 40), json.Count - at)));
                    break;
            }
            if (json.Count == 0)
                break;
        }
        return [.. json];
    }

    /// <summary>Text is only decoded when asked for, and that is when System.Text.Json finds it broken.</summary>
    private static void ReadAllStrings(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                    ReadAllStrings(member.Value);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    ReadAllStrings(item);
                break;
            case JsonValueKind.String:
                Assert.That(element.GetString(), Is.Not.Null);
                break;
        }
    }
}
