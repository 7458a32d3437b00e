using System.Linq.Dynamic.Core.CustomTypeProviders;
using System.Reflection;
using System.Reflection.Emit;

namespace PovertyMonitor.Measures.Expressions;

/// <summary>
/// The types that the parser sees in the questionnaire's place: for every record an interface with the names of its
/// <see cref="Vocabulary"/> and nothing else. Answers are never unknown to the parser; <see cref="ThreeValued"/> puts the
/// real answers, which may be, in their place.
/// </summary>
internal sealed class Shapes : IDynamicLinqCustomTypeProvider
{
    private readonly ModuleBuilder _module =
        AssemblyBuilder.DefineDynamicAssembly(new("PovertyMonitor.Shapes"), AssemblyBuilderAccess.Run).DefineDynamicModule("Shapes");

    private readonly Dictionary<Vocabulary, Type> _shapes = [];

    private Shapes()
    {
        Household = ShapeOf(Vocabulary.Household);
        InterviewDay = ShapeOf(Vocabulary.InterviewedOn.Inside!);
    }

    public static Shapes All { get; } = new();

    /// <summary>The shape of the household's answers.</summary>
    public Type Household { get; }

    /// <summary>The shape of the day of the interview.</summary>
    public Type InterviewDay { get; }

    /// <summary>What the parser's property stands for.</summary>
    public Term? TermOf(MemberInfo member) =>
        _shapes.FirstOrDefault(pair => pair.Value == member.DeclaringType).Key?.Find(member.Name);

    /// <summary>The record behind a shape.</summary>
    public Vocabulary VocabularyOf(Type shape) => _shapes.First(pair => pair.Value == shape).Key;

    public HashSet<Type> GetCustomTypes() => [.. _shapes.Values];

    public Dictionary<Type, List<MethodInfo>> GetExtensionMethods() => [];

    public Type? ResolveType(string typeName) => null;

    public Type? ResolveTypeBySimpleName(string simpleTypeName) => null;

    private Type ShapeOf(Vocabulary vocabulary)
    {
        if (_shapes.TryGetValue(vocabulary, out var known)) return known;
        var shape = _module.DefineType(vocabulary.Record.Name, TypeAttributes.Public | TypeAttributes.Interface | TypeAttributes.Abstract);
        foreach (var term in vocabulary.Terms) AddProperty(shape, term.Name, TypeOf(term));
        for (var counted = 2; counted <= Grammar.MostCounted; counted++)
            AddMethod(shape, Grammar.HowMany, typeof(double), [.. Enumerable.Repeat(typeof(bool), counted)]);
        return _shapes[vocabulary] = shape.CreateType();
    }

    private Type TypeOf(Term term) => term.Kind switch
    {
        TermKind.YesNo => typeof(bool),
        TermKind.Number => typeof(double),
        TermKind.Choice => typeof(string),
        TermKind.List => typeof(IEnumerable<>).MakeGenericType(ShapeOf(term.Inside!)),
        _ => ShapeOf(term.Inside!),
    };

    private static void AddProperty(TypeBuilder shape, string name, Type type) =>
        shape.DefineProperty(name, PropertyAttributes.None, type, null).SetGetMethod(AddMethod(shape, $"get_{name}", type, []));

    private static MethodBuilder AddMethod(TypeBuilder shape, string name, Type type, Type[] parameters) => shape.DefineMethod(
        name, MethodAttributes.Public | MethodAttributes.Abstract | MethodAttributes.Virtual | MethodAttributes.HideBySig | MethodAttributes.NewSlot, type, parameters);
}
