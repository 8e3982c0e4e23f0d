using System.Buffers;
using System.Globalization;
using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology.Systems;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Terminology.Operations;

/// <summary>The parameters that an operation was given, https://hl7.org/fhir/R4/operations.html#request.</summary>
/// <param name="given">In their order.</param>
public sealed class OperationArguments(IReadOnlyList<OperationArgument> given)
{
    public IReadOnlyList<OperationArgument> Given => given;

    /// <summary>Languages that the client likes beside what the parameters say, the one it likes most first.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    internal bool Has(string name) => given.Any(g => g.Name == name);

    /// <exception cref="FhirException">Not supported: one of these is given.</exception>
    internal void Refuse(string name, string why)
    {
        if (given.FirstOrDefault(g => g.Name == name) is { } refused)
            throw new FhirException(FaultKind.NotSupported, [Issue.Error("not-supported", "parameter-unsupported", $"The parameter '{name}' is not supported: {why}.", refused.Path)]);
    }

    internal IReadOnlyList<string> Texts(string name) => [.. given.Where(g => g.Name == name).Select(g => TextOf(g))];

    internal string? Text(string name) => One(name) is { } argument ? TextOf(argument) : null;

    internal string Required(string name) =>
        Text(name) ?? throw FhirException.Invalid("parameter-required", $"The parameter '{name}' is required.");

    internal bool? Flag(string name) => One(name) is not { } argument ? null : argument.Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when argument.Value.GetString() is "true" => true,
        JsonValueKind.String when argument.Value.GetString() is "false" => false,
        _ => throw Wrong(argument, "true or false"),
    };

    /// <summary>A whole number from 0.</summary>
    internal int? Number(string name)
    {
        if (One(name) is not { } argument)
            return null;
        string text = argument.Value.ValueKind == JsonValueKind.Number ? argument.Value.GetRawText() : TextOf(argument);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw Wrong(argument, "a whole number from 0");
    }

    internal Coded? Coding(string name)
    {
        if (One(name) is not { } argument)
            return null;
        var coding = argument.Value.ValueKind == JsonValueKind.Object ? ConceptReader.ReadCoding(argument.Value) : throw Wrong(argument, "a Coding");
        return coding.Code is null ? throw Wrong(argument, "a Coding with a code") : coding;
    }

    internal IReadOnlyList<Coded> Codings(string name) => [.. given.Where(g => g.Name == name).Select(g => g.Value.ValueKind == JsonValueKind.Object
        ? ConceptReader.ReadCoding(g.Value)
        : throw Wrong(g, "a Coding"))];

    /// <summary>The codings of a CodeableConcept that have a code; null where none is given.</summary>
    internal IReadOnlyList<Coded>? Concept(string name)
    {
        if (One(name) is not { } argument)
            return null;
        Coded[] codings = [.. argument.Value.List("coding").Select(ConceptReader.ReadCoding).Where(c => c.Code is not null)];
        return codings.Length > 0 ? codings : throw Wrong(argument, "a CodeableConcept with a coding");
    }

    /// <summary>A resource of the type.</summary>
    internal JsonElement? Resource(string name, string type)
    {
        if (One(name) is not { } argument)
            return null;
        return argument.Value.Text("resourceType") == type ? argument.Value : throw Wrong(argument, $"a {type}");
    }

    /// <summary>Exactly one of these.</summary>
    internal void RequireOneOf(params string[] names)
    {
        int count = names.Count(Has);
        if (count != 1)
            throw FhirException.Invalid("parameter-required", $"One of {string.Join(", ", names.Select(n => $"'{n}'"))} is given, and only one.");
    }

    /// <summary>With the language that the client likes most among the parameters.</summary>
    internal OperationArguments WithLanguages() => Languages.Count == 0 || Has("displayLanguage")
        ? this
        : new OperationArguments([.. given, new OperationArgument("displayLanguage", JsonSerializer.SerializeToElement(Languages[0]), null)]);

    /// <summary>As a Parameters resource, to be sent to another server.</summary>
    internal ReadOnlyMemory<byte> ToParameters()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("resourceType", "Parameters");
            json.WriteStartArray("parameter");
            foreach (var argument in given)
                ArgumentJson.Write(json, argument);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private OperationArgument? One(string name)
    {
        OperationArgument[] all = [.. given.Where(g => g.Name == name)];
        return all.Length <= 1 ? all.FirstOrDefault() : throw FhirException.Invalid("parameter-repeated", $"The parameter '{name}' may be given once.", all[1].Path);
    }

    private static string TextOf(OperationArgument argument) => argument.Value.ValueKind switch
    {
        JsonValueKind.String when argument.Value.GetString() is { Length: > 0 } text => text,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => argument.Value.GetRawText(),
        _ => throw Wrong(argument, "a text"),
    };

    private static FhirException Wrong(OperationArgument argument, string right) =>
        FhirException.Invalid("parameter-invalid", $"The parameter '{argument.Name}' is {right}.", argument.Path);
}
