//! The walk through a body or an operation on which each tolerance gets its turn.

use super::{
    Dialect, Fired, Switch, Tolerance, bare_values, blank_clears, dotted_keys, encoded_value, example,
    old_urns, read_only_echo, remove_values, repeated_values, string_scalars, unknown_attributes,
    unknown_schemas, unqualified_names,
};
use crate::attribute::{Attribute, Mutability, Type};
use crate::patch::{Op, Operation, members};
use crate::path::Path;
use crate::schema::Found;
use crate::{Error, ResourceType};
use serde_json::{Map, Value};

/// See [`Dialect::resource`].
pub(super) fn resource(dialect: &Dialect, body: Value, ty: &ResourceType, fired: &mut Fired) -> Value {
    let Value::Object(mut fields) = body else { return body };
    if dialect.has(Switch::OldUrns) {
        fields = old_urns::keys(fields, ty, fired);
        old_urns::in_schemas(&mut fields, ty, fired);
    }
    if dialect.has(Switch::DottedKeys) {
        fields = dotted_keys::nest(fields, ty, dialect.filter_syntax(), fired);
    }
    let mut fields = Rewriter { dialect, ty, fired, patching: false }.fields(fields);
    if dialect.has(Switch::UnknownSchemas) {
        unknown_schemas::repair(&mut fields, ty, fired);
    }
    Value::Object(fields)
}

/// See [`Dialect::operations`].
pub(super) fn operations(
    dialect: &Dialect,
    mut operation: Operation,
    ty: &ResourceType,
    fired: &mut Fired,
) -> Result<Vec<Operation>, Error> {
    if operation.path.is_none() && operation.op != Op::Remove {
        if dialect.has(Switch::EncodedValue) {
            encoded_value::decode(&mut operation, ty, fired);
        }
        if dialect.has(Switch::BareValues) {
            bare_values::unwrap_fields(&mut operation, ty, fired);
        }
        if dialect.has(Switch::OldUrns)
            && let Some(Value::Object(fields)) = operation.value
        {
            operation.value = Some(Value::Object(old_urns::keys(fields, ty, fired)));
        }
    }
    let mut operations = vec![operation];
    if dialect.has(Switch::DottedKeys) {
        operations = dotted_keys::split(operations, ty, dialect.filter_syntax(), fired);
    }
    let mut rewriter = Rewriter { dialect, ty, fired, patching: true };
    let mut legal = Vec::with_capacity(operations.len());
    for operation in operations {
        legal.extend(rewriter.operation(operation)?);
    }
    Ok(legal)
}

struct Rewriter<'a> {
    dialect: &'a Dialect,
    ty: &'a ResourceType,
    fired: &'a mut Fired,
    /// A PATCH must not write what is read-only, where a POST and a PUT have it ignored (RFC 7644 §3.3, §3.5.1, §3.5.2).
    patching: bool,
}

impl Rewriter<'_> {
    fn operation(&mut self, mut operation: Operation) -> Result<Option<Operation>, Error> {
        if self.dialect.has(Switch::UnqualifiedNames)
            && let Some(Path::Attribute { target, .. }) = &mut operation.path
        {
            unqualified_names::qualify(target, self.ty, self.fired);
        }
        if self.dialect.has(Switch::BareValues) {
            bare_values::point_at_value(&mut operation, self.ty, self.fired);
        }
        let ty = self.ty;
        match &operation.path {
            None => {
                if let Some(Value::Object(fields)) = operation.value {
                    operation.value = Some(Value::Object(self.fields(fields)));
                }
            }
            Some(Path::Extension(urn)) => {
                if let (Some(extension), Some(Value::Object(fields))) = (ty.extension(urn), &operation.value)
                {
                    let fields = self.extension_fields(fields.clone(), &extension.attributes, &extension.id);
                    operation.value = Some(Value::Object(fields));
                }
            }
            // A group may have more members than a walk with all tolerances is good for.
            Some(path) if members::is_membership(path, ty) => {}
            Some(path @ Path::Attribute { target, filter }) => {
                let Some(found) = ty.find(target) else {
                    let path = target.to_string();
                    let is_dropped = self.drops(&path, &path, operation.value.as_ref());
                    return Ok((!is_dropped).then_some(operation));
                };
                if self.drops_selection(path, &found, operation.value.as_ref()) {
                    return Ok(None);
                }
                let whole = found.sub.is_none() && filter.is_none();
                return match operation.op {
                    Op::Remove
                        if found.sub.is_none()
                            && found.attribute.multi_valued
                            && self.dialect.has(Switch::RemoveValues) =>
                    {
                        remove_values::select(operation, &found, ty, self.fired)
                    }
                    Op::Remove => {
                        if self.dialect.has(Switch::RemoveValues) {
                            remove_values::drop_value(&mut operation, &found, ty, self.fired);
                        }
                        Ok(Some(operation))
                    }
                    Op::Add | Op::Replace => Ok(Some(self.write(operation, &found, whole))),
                };
            }
        }
        Ok(Some(operation))
    }

    /// Whether a path selects elements by what no schema knows of them, and the operation is left out for it.
    fn drops_selection(&mut self, path: &Path, found: &Found<'_>, value: Option<&Value>) -> bool {
        let Path::Attribute { filter: Some(filter), .. } = path else { return false };
        let unknown = filter.unknown_part(found.attribute).filter(|_| found.attribute.multi_valued);
        unknown.is_some_and(|part| {
            self.drops(&format!("{}.{part}", found.attribute.name), &path.to_string(), value)
        })
    }

    /// The value of an `add` or `replace` with a path.
    fn write(&mut self, mut operation: Operation, found: &Found<'_>, whole: bool) -> Operation {
        let Some(value) = operation.value.take() else { return operation };
        let at = &found.attribute.name;
        let value = match found.sub {
            _ if whole => self.value(found.attribute, value, at),
            Some(sub) => {
                let value = self.scalar(sub, value, &format!("{at}.{}", sub.name));
                if self.dialect.has(Switch::BlankClears) && value.is_null() && sub.name == "value" {
                    let place = format!("{at}.{}", sub.name);
                    self.note(Tolerance::BlankClears, &place, &place, &value);
                    return blank_clears::remove_owner(operation);
                }
                value
            }
            None => {
                let one = if self.dialect.has(Switch::BareValues) {
                    bare_values::unwrap(found.attribute, value, self.ty, self.fired)
                } else {
                    value
                };
                self.element(found.attribute, one, at)
            }
        };
        Operation { value: Some(value), ..operation }
    }

    /// The attributes at the top of a resource.
    fn fields(&mut self, fields: Map<String, Value>) -> Map<String, Value> {
        let ty = self.ty;
        let mut known = Map::new();
        let mut moved = Vec::new();
        for (name, value) in fields {
            if let Some(attribute) = ty.attribute(&name) {
                known.insert(name, self.value(attribute, value, &attribute.name));
            } else if let Some(extension) = ty.extension(&name) {
                let value = match value {
                    Value::Object(fields) => {
                        Value::Object(self.extension_fields(fields, &extension.attributes, &extension.id))
                    }
                    other => other,
                };
                known.insert(name, value);
            } else if let Some(found) = unqualified_names::home(&name, ty)
                && self.dialect.has(Switch::UnqualifiedNames)
            {
                self.note(Tolerance::UnqualifiedName, &found.1.name, &name, &value);
                moved.push((found.0, self.value(found.1, value, &found.1.name), &found.1.name));
            } else if !self.drops(&name, &name, Some(&value)) {
                known.insert(name, value);
            }
        }
        for (extension, value, name) in moved {
            unqualified_names::place(&mut known, &extension.id, name, value);
        }
        known
    }

    fn extension_fields(
        &mut self,
        fields: Map<String, Value>,
        attributes: &[Attribute],
        urn: &str,
    ) -> Map<String, Value> {
        let mut known = Map::new();
        for (name, value) in fields {
            let Some(attribute) = crate::attribute::find(attributes, &name) else {
                if !self.drops(&format!("{urn}:{name}"), &name, Some(&value)) {
                    known.insert(name, value);
                }
                continue;
            };
            known.insert(name, self.value(attribute, value, &attribute.name));
        }
        known
    }

    /// The whole value of an attribute.
    fn value(&mut self, attribute: &Attribute, value: Value, at: &str) -> Value {
        // The engine passes over read-only values or refuses them; what they look like does not matter.
        if attribute.mutability == Mutability::ReadOnly {
            return value;
        }
        let is_bare = self.dialect.has(Switch::BareValues);
        match value {
            Value::Array(list) if attribute.multi_valued => {
                let list: Vec<Value> =
                    list.into_iter().map(|value| self.listed(attribute, value, at)).collect();
                repeated_values::note(&list, attribute, at, self.ty, self.fired);
                Value::Array(list)
            }
            // What clears a list needs no list around it, and in a PATCH nothing does (RFC 7644 §3.5.2.1).
            value if attribute.multi_valued && is_bare && !self.patching && !self.clears(&value) => {
                let list = bare_values::list(value, at, self.ty, self.fired);
                list.into_iter().map(|value| self.listed(attribute, value, at)).collect()
            }
            value if is_bare && !attribute.multi_valued => {
                let value = bare_values::unwrap(attribute, value, self.ty, self.fired);
                self.element(attribute, value, at)
            }
            value if attribute.multi_valued => self.listed(attribute, value, at),
            value => self.element(attribute, value, at),
        }
    }

    /// One of the elements that a list is to have, unless blanks leave it with nothing to say.
    fn listed(&mut self, attribute: &Attribute, value: Value, at: &str) -> Value {
        let may_go = self.dialect.has(Switch::BlankClears) && blank_clears::has_blank(&value);
        let value = self.element(attribute, value, at);
        if may_go && blank_clears::says_nothing(&value) {
            self.note(Tolerance::BlankClears, at, at, &value);
            return Value::Null;
        }
        value
    }

    fn clears(&self, value: &Value) -> bool {
        value.is_null() || (self.dialect.has(Switch::BlankClears) && blank_clears::is_blank(value))
    }

    /// One element of a multi-valued attribute, or the value of a single-valued one.
    fn element(&mut self, attribute: &Attribute, mut value: Value, at: &str) -> Value {
        if attribute.kind != Type::Complex {
            if self.dialect.has(Switch::BareValues) && attribute.multi_valued {
                value = bare_values::unwrap_element(value, at, self.ty, self.fired);
            }
            return self.scalar(attribute, value, at);
        }
        if self.dialect.has(Switch::BlankClears) && blank_clears::is_blank(&value) {
            self.note(Tolerance::BlankClears, at, at, &value);
            return Value::Null;
        }
        if self.dialect.has(Switch::BareValues) {
            value = bare_values::wrap(attribute, value, self.ty, self.fired);
        }
        let Value::Object(fields) = value else { return value };
        let mut known = Map::new();
        for (name, value) in fields {
            let Some(sub) = attribute.sub_attribute(&name) else {
                let place = format!("{at}.{name}");
                if !self.drops(&place, &place, Some(&value)) {
                    known.insert(name, value);
                }
                continue;
            };
            let place = format!("{at}.{}", sub.name);
            if self.patching
                && sub.mutability == Mutability::ReadOnly
                && self.dialect.has(Switch::ReadOnlyEcho)
            {
                read_only_echo::note(&place, &value, self.ty, self.fired);
                continue;
            }
            let value = self.scalar(sub, value, &place);
            if self.dialect.has(Switch::BlankClears) && value.is_null() && sub.name == "value" {
                self.note(Tolerance::BlankClears, &place, &place, &value);
                return Value::Null;
            }
            known.insert(name, value);
        }
        Value::Object(known)
    }

    fn scalar(&mut self, attribute: &Attribute, value: Value, at: &str) -> Value {
        if self.dialect.has(Switch::BlankClears) && blank_clears::is_blank(&value) {
            self.note(Tolerance::BlankClears, at, at, &value);
            return Value::Null;
        }
        if self.dialect.has(Switch::StringScalars)
            && let Some(scalar) = string_scalars::coerce(attribute.kind, &value)
        {
            self.note(Tolerance::StringScalar, at, at, &value);
            return scalar;
        }
        value
    }

    fn drops(&mut self, place: &str, key: &str, value: Option<&Value>) -> bool {
        unknown_attributes::drops(place, (key, value), self.dialect, self.ty, self.fired)
    }

    fn note(&mut self, tolerance: Tolerance, place: &str, key: &str, value: &Value) {
        let ty = self.ty;
        self.fired.note(tolerance, place, || example::field(key, value, ty));
    }
}
