using System.Buffers;
using System.Text.Json;
using FhirHub.Server.Http;

namespace FhirHub.Server.Operations;

/// <summary>One parameter as a scan finds it.</summary>
/// <param name="Name">Null where it has none.</param>
/// <param name="Value">Of a simple value, its text.</param>
/// <param name="Resource">Where its resource is in the body, in bytes.</param>
internal sealed record ScannedParameter(string? Name, string? Value, Range? Resource);

/// <summary>Finds the parameters in a Parameters resource whose own resources need not be right; what is no JSON at all has none.</summary>
internal sealed class ParametersScan
{
    private static readonly byte[] Placeholder = """{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational"}]}"""u8.ToArray();

    private readonly ReadOnlyMemory<byte> _json;
    private readonly List<ScannedParameter> _parameters = [];

    public ParametersScan(ReadOnlyMemory<byte> json)
    {
        _json = json;
        try
        {
            Read();
        }
        catch (JsonException)
        {
            _parameters.Clear();
            IsJson = false;
        }
    }

    /// <summary>The member of the object at the top; null where it has none.</summary>
    public string? ResourceType { get; private set; }

    public bool IsJson { get; private set; } = true;

    public IReadOnlyList<ScannedParameter> Parameters => _parameters;

    public bool HasParameter(string name) => _parameters.Exists(p => p.Name == name);

    /// <summary>The body with a small resource in the place of each, to see whether all else is right.</summary>
    public ReadOnlyMemory<byte> WithoutResources()
    {
        var rest = new ArrayBufferWriter<byte>();
        int from = 0;
        foreach (var place in _parameters.Select(p => p.Resource).OfType<Range>())
        {
            rest.Write(_json.Span[from..place.Start.Value]);
            rest.Write(Placeholder);
            from = place.End.Value;
        }

        rest.Write(_json.Span[from..]);
        return rest.WrittenMemory;
    }

    private void Read()
    {
        var reader = new Utf8JsonReader(_json.Span, JsonText.DeepReader);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string? member = TextOf(ref reader);
            reader.Read();
            if (member == "resourceType" && reader.TokenType == JsonTokenType.String)
                ResourceType = TextOf(ref reader);
            else if (member == "parameter" && reader.TokenType == JsonTokenType.StartArray)
                ReadList(ref reader);
            else
                reader.Skip();
        }
    }

    private void ReadList(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                _parameters.Add(ReadOne(ref reader));
            else
                reader.Skip();
        }
    }

    private static ScannedParameter ReadOne(ref Utf8JsonReader reader)
    {
        var found = new ScannedParameter(null, null, null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string? member = TextOf(ref reader);
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            string? text = reader.TokenType == JsonTokenType.String ? TextOf(ref reader) : null;
            reader.Skip();
            if (member == "name")
                found = found with { Name = text };
            else if (member == "resource")
                found = found with { Resource = new Range(start, (int)reader.BytesConsumed) };
            else if (member?.StartsWith("value", StringComparison.Ordinal) == true)
                found = found with { Value = text };
        }

        return found;
    }

    /// <summary>Null for what is no text: bytes that are no UTF-8, half of a surrogate pair. The reader of resources says so of it.</summary>
    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
