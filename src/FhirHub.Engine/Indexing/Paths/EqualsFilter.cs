using System.Globalization;
using System.Text.Json;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Indexing.Paths;

internal sealed class EqualsFilter(PathTree tree, object literal) : ValueFilter
{
    public override bool? Holds(in ElementValue value, int item, ReadOnlySpan<byte> resource)
    {
        var comparison = new Comparison(literal);
        new PathWalk(resource, comparison).Follow(tree.Root, value, item);
        return comparison.Values == 0 ? null : comparison.Values == 1 && comparison.Equal;
    }

    private sealed class Comparison(object literal) : IValueReceiver
    {
        public int Values { get; private set; }

        public bool Equal { get; private set; }

        public void Receive(int slot, in ElementValue value, ReadOnlySpan<byte> resource)
        {
            Values++;
            var reader = new Utf8JsonReader(value.Json, ReadLimits.Stored);
            reader.Read();
            Equal = literal switch
            {
                string text => reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(text),
                true => reader.TokenType == JsonTokenType.True,
                false => reader.TokenType == JsonTokenType.False,
                decimal number => reader.TokenType == JsonTokenType.Number &&
                    decimal.TryParse(value.Json, NumberStyles.Float, CultureInfo.InvariantCulture, out var actual) && actual == number,
                _ => false,
            };
        }
    }
}
